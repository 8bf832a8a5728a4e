import { Duration } from '../../core/duration.js';
import { StartupError } from '../../core/errors.js';
import { describeFailure } from '../../core/failure.js';
import type { Log } from '../../core/log.js';
import { Periodic } from '../../core/periodic.js';
import type { Randomness } from '../../core/randomness.js';
import { type Database, Prisma } from '../database/client.js';
import { columnsOf, type RowOf } from '../database/columns.js';
import { inTransaction } from '../database/transaction.js';

export interface LiveInstancesDeps {
  database: Database;
  randomness: Randomness;
  log: Pick<Log, 'warn' | 'error'>;
}

export interface Instance {
  readonly issuer: string;
  readonly version: string;
}

/** An instance without a heartbeat for this long counts as crashed. */
const LIVE = Duration.seconds(60);
const HEARTBEAT = Duration.seconds(15);
const KEPT = Duration.minutes(60);
/** "lkin" in ASCII: the advisory lock under which instances join. */
const JOIN_LOCK = 0x6c6b_696e;

const ISSUER = columnsOf('ServiceInstance', 'i', ['issuer']);

const secondsAgo = ({ seconds }: Duration) =>
  Prisma.sql`clock_timestamp() - make_interval(secs => ${seconds}::float8)`;

/**
 * The instances that serve over one PostgreSQL. Each refuses the tokens of another issuer. With two issuers
 * behind a load balancer, every second request would sign a user out. The times are those of the database:
 * the clocks of the instances are not used.
 */
export class LiveInstances {
  readonly #id: string;
  #conflicting = false;
  /** The service continues if the heartbeat fails: the row only keeps other issuers from starting. */
  readonly #heartbeat = new Periodic({
    pause: () => HEARTBEAT,
    round: async () => {
      const { database } = this.deps;
      await this.#beat(database);
      this.#tellConflict(await this.#otherIssuers(database));
    },
    failed: (error, isRepeated) => {
      if (!isRepeated) this.deps.log.warn({ failure: describeFailure(error) }, 'instance heartbeat failed');
    },
  });

  constructor(
    private readonly deps: LiveInstancesDeps,
    private readonly self: Instance,
  ) {
    this.#id = deps.randomness.uuid();
  }

  /**
   * Joins the running instances. If two instances with different issuers start at the same time, one is
   * refused.
   * @throws StartupError while an instance with another issuer is live
   */
  async join(): Promise<void> {
    const { database } = this.deps;
    const others = await inTransaction(database, async (tx) => {
      await tx.$executeRaw`/* live-instances.lock */ SELECT pg_advisory_xact_lock(${JOIN_LOCK}::bigint)`;
      // Rows of crashed instances.
      await tx.$executeRaw`/* live-instances.forgetCrashed */ DELETE FROM service_instances WHERE seen_at < ${secondsAgo(KEPT)}`;
      const issuers = await this.#otherIssuers(tx);
      if (issuers.length === 0) await this.#beat(tx);
      return issuers;
    });
    if (others.length > 0) throw new StartupError(this.#refusal(others));
    this.#heartbeat.start();
  }

  /** Removes this instance, so that an instance with another issuer may start at once. */
  async leave(): Promise<void> {
    await this.#heartbeat.stop();
    await this.deps.database
      .$executeRaw`/* live-instances.leave */ DELETE FROM service_instances WHERE id = ${this.#id}::uuid`.catch(
      (error: unknown) =>
        this.deps.log.warn(
          { failure: describeFailure(error) },
          'instance row not deleted, expires in a minute',
        ),
    );
  }

  #refusal(others: readonly string[]): string {
    return (
      `Another instance of this database uses the PUBLIC_URL ${others.join(' and ')}, this one uses ` +
      `${this.self.issuer}: each would refuse the tokens of the other. Set the same PUBLIC_URL for all instances. ` +
      `To change it, stop all instances first; a crashed instance counts for ${LIVE.seconds} s.`
    );
  }

  /** Two issuers can meet if one instance was suspended for longer than it counts as live. */
  #tellConflict(issuers: readonly string[]): void {
    if (issuers.length > 0 && !this.#conflicting)
      this.deps.log.error({ issuer: this.self.issuer, others: issuers }, 'instances have different issuers');
    this.#conflicting = issuers.length > 0;
  }

  /** An upsert: the row may have been purged while the database was unavailable. */
  async #beat(database: Pick<Database, '$executeRaw'>): Promise<void> {
    const { issuer, version } = this.self;
    await database.$executeRaw`/* live-instances.beat */
      INSERT INTO service_instances (id, issuer, version, started_at, seen_at)
      VALUES (${this.#id}::uuid, ${issuer}, ${version}, clock_timestamp(), clock_timestamp())
      ON CONFLICT (id) DO UPDATE SET seen_at = clock_timestamp()`;
  }

  async #otherIssuers(database: Pick<Database, '$queryRaw'>): Promise<string[]> {
    const rows = await database.$queryRaw<RowOf<typeof ISSUER>[]>`/* live-instances.otherIssuers */
      SELECT DISTINCT ${ISSUER} FROM service_instances i
      WHERE i.issuer <> ${this.self.issuer} AND i.seen_at > ${secondsAgo(LIVE)} ORDER BY i.issuer`;
    return rows.map(({ issuer }) => issuer);
  }
}
