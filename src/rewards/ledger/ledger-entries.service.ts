import { isService, type Principal, seesAll, type Viewer } from '../../core/viewer.js';
import type { Database, Prisma } from '../../platform/database/client.js';
import { nodeId } from '../../platform/graphql/node-types.js';
import type { Slice } from '../../platform/graphql/page.js';
import type { LedgerReason } from './ledger.service.js';

type LedgerEntryRow = Prisma.LedgerEntryGetPayload<object>;

/** Shows users the changes of their balances. The reference of an entry may name other users, so it is not shown. */
export class LedgerEntries {
  constructor(private readonly deps: { database: Database }) {}

  areSeenBy(reader: Principal, userId: string): boolean {
    return seesAll(reader, 'users:read') || (!isService(reader) && reader.account.id === userId);
  }

  /** Finds a part of the entries of a user, newest first, or oldest first if backwards. */
  async find(userId: string, { count, after, before, backwards }: Slice) {
    const rows = await this.deps.database.ledgerEntry.findMany({
      where: { userId, AND: [after ? { id: { lt: after } } : {}, before ? { id: { gt: before } } : {}] },
      orderBy: { id: backwards ? 'asc' : 'desc' },
      take: count,
    });
    return rows.map(shown);
  }

  /** Finds one entry for `node`. */
  async findNode(viewer: Viewer, id: string) {
    const row = await this.deps.database.ledgerEntry.findUnique({ where: { id } });
    if (row === null || !this.areSeenBy(viewer, row.userId)) return null;
    return shown(row);
  }
}

function shown({ id, account, amount, reason, createdAt }: LedgerEntryRow) {
  return {
    id: nodeId('LedgerEntry', id),
    cursor: id,
    account,
    amount: amount.toFixed(2),
    reason: reason as LedgerReason,
    createdAt,
  };
}
