import type { Clock } from '../../core/clock.js';
import { Duration } from '../../core/duration.js';
import type { SessionId } from '../../core/ids.js';
import type { Randomness } from '../../core/randomness.js';
import type { SecretBox } from '../../core/secret-box.js';
import { issueSecretToken, readSecretToken, type SecretToken } from '../../core/secret-token.js';
import type { ProvenIdentity } from '../../credentials/identities/proven-identity.js';
import type { Database, Transaction } from '../../platform/database/client.js';
import { columnsOf, type RowOf } from '../../platform/database/columns.js';

/** What a flow is for. Its result is invalid for every other purpose. */
export type FlowPurpose = 'sign-in' | 'link' | 'step-up' | 'id-token';

/** How long a person may stay at the provider. */
export const FLOW_LIFE = Duration.minutes(10);
/** How long the result waits for the page of the client, which has it at once. */
export const RESULT_LIFE = Duration.minutes(2);

export interface NewFlow {
  readonly purpose: FlowPurpose;
  readonly provider: string;
  /** Null for an ID token, which no browser brings. */
  readonly returnTo: string | null;
  readonly sessionId: SessionId | null;
}

/** The secrets of a new flow. The client gets the challenge; state and nonce pass through the provider. */
export interface FlowSecrets {
  readonly state: SecretToken;
  readonly challenge: SecretToken;
  readonly nonce: string;
  /** The PKCE verifier (RFC 7636). */
  readonly verifier: string;
}

/** A flow whose browser came back from the provider. */
export interface ReturnedFlow {
  readonly id: string;
  readonly purpose: FlowPurpose;
  readonly returnTo: string;
  readonly createdAt: Date;
  readonly nonce: string;
  readonly verifier: string;
}

/** A flow with its result, which is used up. */
export interface FinishedFlow {
  readonly identity: ProvenIdentity;
  readonly provider: string;
  readonly sessionId: string | null;
}

type Begun = Pick<ReturnedFlow, 'purpose' | 'nonce' | 'verifier'>;
type Proved = Pick<ReturnedFlow, 'purpose'> & Pick<FinishedFlow, 'identity'>;

const RETURNED = columnsOf('ProviderFlow', 'f', ['id', 'encrypted', 'returnTo', 'createdAt']);
const TAKEN = columnsOf('ProviderFlow', 'f', ['id', 'encrypted', 'provider', 'sessionId', 'createdAt']);

export interface ProviderFlowsDeps {
  database: Database;
  clock: Clock;
  randomness: Randomness;
  box: SecretBox;
}

/** Stores the sign-ins that are under way at providers. A row is one; a finished one leaves no row. */
export class ProviderFlows {
  constructor(private readonly deps: ProviderFlowsDeps) {}

  newSecrets(): FlowSecrets {
    const secret = () => issueSecretToken(this.deps.randomness);
    return { state: secret(), challenge: secret(), nonce: secret().text, verifier: secret().text };
  }

  /** @returns the time when the flow ends */
  async begin({ purpose, ...flow }: NewFlow, secrets: FlowSecrets): Promise<Date> {
    const { database, clock, randomness } = this.deps;
    const { nonce, verifier } = secrets;
    const id = randomness.uuid();
    const createdAt = clock.now();
    const expiresAt = FLOW_LIFE.after(createdAt);
    const digests = {
      state: purpose === 'id-token' ? null : secrets.state.digest,
      challenge: secrets.challenge.digest,
    };
    const encrypted = this.#encrypt(id, { purpose, nonce, verifier });
    await database.providerFlow.create({
      data: { id, ...flow, ...digests, encrypted, createdAt, expiresAt },
    });
    return expiresAt;
  }

  /**
   * Uses up the state that a provider sent back, before the code is exchanged: of concurrent callbacks, one goes on.
   * @returns null for a state that is unknown, used, expired or of another provider
   */
  async takeState(provider: string, state: string): Promise<ReturnedFlow | null> {
    const digest = readSecretToken(state);
    if (digest === null) return null;
    const [row] = await this.deps.database.rows<RowOf<typeof RETURNED>>`/* provider-flows.takeState */
      UPDATE provider_flows f SET state = NULL
      WHERE f.state = ${digest}::bytea AND f.provider = ${provider} AND f.expires_at > ${this.deps.clock.now()}::timestamp
      RETURNING ${RETURNED}`;
    if (row === undefined || row.returnTo === null) return null;
    return { ...this.#decrypt<Begun>(row), id: row.id, returnTo: row.returnTo, createdAt: row.createdAt };
  }

  /** @returns the result for the address of the client's page. Without the challenge, it is worth nothing. */
  async finish({ id, purpose }: ReturnedFlow, identity: ProvenIdentity): Promise<string> {
    const { text, digest } = issueSecretToken(this.deps.randomness);
    const encrypted = this.#encrypt(id, { purpose, identity });
    const expiresAt = RESULT_LIFE.after(this.deps.clock.now());
    await this.deps.database.providerFlow.updateMany({
      where: { id, state: null, result: null },
      data: { result: digest, encrypted, expiresAt },
    });
    return text;
  }

  async discard({ id }: ReturnedFlow): Promise<void> {
    await this.deps.database.providerFlow.deleteMany({ where: { id } });
  }

  /**
   * Uses up a result. Only the client that began the flow has the challenge, so what an attacker plants in another
   * browser, or takes from it, ends here (RFC 9700 §4.5, §4.7).
   * @returns null if the two do not belong together, are used, expired or for another purpose
   */
  async takeResult(purpose: FlowPurpose, challenge: string, result: string): Promise<FinishedFlow | null> {
    const [challengeDigest, resultDigest] = [readSecretToken(challenge), readSecretToken(result)];
    if (challengeDigest === null || resultDigest === null) return null;
    const [row] = await this.deps.database.rows<RowOf<typeof TAKEN>>`/* provider-flows.takeResult */
      DELETE FROM provider_flows f WHERE f.challenge = ${challengeDigest}::bytea AND f.result = ${resultDigest}::bytea
        AND f.expires_at > ${this.deps.clock.now()}::timestamp
      RETURNING ${TAKEN}`;
    if (row === undefined) return null;
    const { purpose: begunFor, identity } = this.#decrypt<Proved>(row);
    return begunFor === purpose ? { identity, provider: row.provider, sessionId: row.sessionId } : null;
  }

  /**
   * Uses up the challenge of an ID token, before the token is read.
   * @returns null for a challenge that is unknown, used, expired or for another purpose
   */
  async takeNonce(challenge: string): Promise<{ readonly provider: string; readonly nonce: string } | null> {
    const digest = readSecretToken(challenge);
    if (digest === null) return null;
    const [row] = await this.deps.database.rows<RowOf<typeof TAKEN>>`/* provider-flows.takeNonce */
      DELETE FROM provider_flows f WHERE f.challenge = ${digest}::bytea AND f.return_to IS NULL
        AND f.expires_at > ${this.deps.clock.now()}::timestamp
      RETURNING ${TAKEN}`;
    return row === undefined ? null : { provider: row.provider, nonce: this.#decrypt<Begun>(row).nonce };
  }

  purge(tx: Transaction, now: Date, limit: number): Promise<number> {
    return tx.$executeRaw`/* provider-flows.purge */
      DELETE FROM provider_flows WHERE id IN (
        SELECT id FROM provider_flows WHERE expires_at <= ${now} LIMIT ${limit} FOR UPDATE SKIP LOCKED)`;
  }

  #encrypt(id: string, content: Begun | Proved): Uint8Array<ArrayBuffer> {
    return this.deps.box.encrypt(Buffer.from(JSON.stringify(content)), id);
  }

  #decrypt<Content extends Begun | Proved>({
    id,
    encrypted,
  }: {
    id: string;
    encrypted: Uint8Array;
  }): Content {
    return JSON.parse(this.deps.box.decrypt(encrypted, id).toString('utf8')) as Content;
  }
}
