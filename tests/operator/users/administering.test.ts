import { newPlace } from '../provisioning/place.js';

describe('administering users', () => {
  it('lists them by pages, suspends, reinstates and appoints, each on record with its reason', async () => {
    const place = await newPlace();
    for (const name of ['ada', 'bob', 'eve'])
      await place.ask('users', 'create', '--username', name, '--email', `${name}@example.com`);
    const first = await place.ask<{ users: { username: string }[]; next: string }>(
      'users',
      'list',
      '--first',
      '2',
    );
    expect(first.users.map(({ username }) => username)).toEqual(['eve', 'bob']);
    const second = await place.ask<typeof first>('users', 'list', '--after', first.next);
    expect(second).toMatchObject({ users: [{ username: 'ada' }], next: null });

    await place.ask('users', 'set-role', 'ada', 'ADMIN', '--reason', 'the first one');
    expect(
      await place.ask(
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
    expect((await place.run('users', 'list', '--status', 'SUSPENDED')).stdout).toMatch(
      /^eve {2}eve@example\.com {2}USER {2}SUSPENDED until 2999-/,
    );
    await place.ask('users', 'reinstate', 'eve');
    expect(await place.ask('users', 'list', '--search', 'ev')).toMatchObject({
      users: [{ username: 'eve', status: 'ACTIVE' }],
    });

    expect(await place.run('users', 'set-role', 'ada', 'USER')).toMatchObject({ code: 3, stdout: '' });
    expect(await place.run('users', 'suspend', 'nobody')).toMatchObject({
      code: 3,
      stderr: 'No user has this username or email address.\n',
    });
    const events = await place.look((database) =>
      database.auditEvent.findMany({
        where: { type: { startsWith: 'user_' }, NOT: { type: 'user_created' } },
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
