import { newOperatorEnvironment } from '../import-export/operator-environment.js';

describe('administering users', () => {
  it('lists them by pages, suspends, reinstates and appoints, each on record with its reason', async () => {
    const environment = await newOperatorEnvironment();
    for (const name of ['ada', 'bob', 'eve'])
      await environment.ask('users', 'create', '--username', name, '--email', `${name}@example.com`);
    const first = await environment.ask<{ users: { username: string }[]; next: string }>(
      'users',
      'list',
      '--first',
      '2',
    );
    expect(first.users.map(({ username }) => username)).toEqual(['eve', 'bob']);
    const second = await environment.ask<typeof first>('users', 'list', '--after', first.next);
    expect(second).toMatchObject({ users: [{ username: 'ada' }], next: null });

    await environment.ask('users', 'set-role', 'ada', 'ADMIN', '--reason', 'the first one');
    expect(
      await environment.ask(
        'users',
        'suspend',
        'EVE@example.com',
        '--until',
        '2999-01-01T00:00:00Z',
        '--reason',
        'as asked',
      ),
    ).toMatchObject({
      user: { status: 'SUSPENDED', suspension: { until: '2999-01-01T00:00:00.000Z', reason: 'as asked' } },
    });
    expect((await environment.run('users', 'list', '--status', 'SUSPENDED')).stdout).toMatch(
      /^eve {2}eve@example\.com {2}USER {2}SUSPENDED until 2999-/,
    );
    await environment.ask('users', 'reinstate', 'eve');
    expect(await environment.ask('users', 'list', '--search', 'ev')).toMatchObject({
      users: [{ username: 'eve', status: 'ACTIVE' }],
    });

    expect(await environment.run('users', 'set-role', 'ada', 'USER')).toMatchObject({ code: 3, stdout: '' });
    expect(await environment.run('users', 'suspend', 'nobody')).toMatchObject({
      code: 3,
      stderr: 'No user has this username or email address.\n',
    });
    const events = await environment.look((database) =>
      database.auditEvent.findMany({
        where: { type: { startsWith: 'user_' }, NOT: { type: { in: ['user_created', 'user_invited'] } } },
        orderBy: { id: 'asc' },
        select: { type: true, actorId: true, reason: true, userAgent: true },
      }),
    );
    expect(events).toEqual([
      {
        type: 'user_role_changed',
        actorId: null,
        reason: 'the first one',
        userAgent: 'latchkey users set-role',
      },
      { type: 'user_suspended', actorId: null, reason: 'as asked', userAgent: 'latchkey users suspend' },
      { type: 'user_reinstated', actorId: null, reason: null, userAgent: 'latchkey users reinstate' },
    ]);
  }, 120_000);
});
