import type { Measure } from '../core/measure.js';
import type { Services } from '../core/services.js';
import type { Companion } from '../platform/audit/auth-event.js';
import type { Store } from '../platform/background/housekeeping.service.js';
import type { BaseServices } from '../platform/capabilities/base-services.js';
import type { Background, ResolverClass } from '../platform/capabilities/capability.js';
import { type ModelName, neverExpires, type UserTable } from '../platform/capabilities/table.js';
import { capabilities } from './capabilities.js';
import type { ServiceConfig } from './service-config.js';

type ServiceName = keyof Services;
export type GivenServices = BaseServices & Pick<Services, 'hashingEngine'>;

/** What the container uses of a capability. One whose settings are missing in the configuration does not compile. */
interface Listed {
  readonly name: string;
  readonly owns: Readonly<Partial<Record<ModelName, string>>>;
  readonly needs: readonly ServiceName[];
  readonly provides: readonly ServiceName[];
  readonly build: (services: Services, config: ServiceConfig) => Parts | Promise<Parts>;
  readonly resolvers?: (config: ServiceConfig) => Promise<readonly ResolverClass[]>;
}

interface Parts {
  readonly tables: Readonly<Partial<Record<ModelName, Partial<UserTable>>>>;
  readonly services: Partial<Services>;
  readonly handlers?: readonly Companion[];
  readonly background?: readonly Background[];
  readonly measures?: readonly Measure[];
}

const listed: readonly Listed[] = capabilities;

/** Every resolver of the API, in the order of the list. */
export async function loadResolvers(config: ServiceConfig): Promise<ResolverClass[]> {
  const loaded = await Promise.all(listed.map(({ resolvers }) => resolvers?.(config)));
  return loaded.flatMap((classes) => classes ?? []);
}

/**
 * Builds capabilities out of the services that they need. A command asks for the services that it uses, and nothing
 * else is built; a running service builds everything.
 */
export class Container {
  readonly background: Background[] = [];
  readonly measures: Measure[] = [];
  /** The tables whose rows expire. */
  readonly stores: Store[] = [];
  readonly #services: Partial<Services>;
  readonly #built = new Set<string>();

  /** @param handlers of events: each capability adds its own when it is built */
  constructor(
    private readonly given: GivenServices,
    private readonly handlers: Companion[],
    private readonly config: ServiceConfig,
  ) {
    this.#services = { ...given };
  }

  async buildAll(): Promise<Services> {
    for (const capability of listed) await this.#build(capability);
    return this.#services as Services;
  }

  /**
   * These services and those that they need. What a change of a user ends is known once every table is there, so a
   * service that changes users comes with everything.
   */
  async get<Name extends ServiceName>(...names: Name[]): Promise<Pick<Services, Name>> {
    const needed = allNeededBy(names);
    const chosen = needed.has('userTables')
      ? listed
      : listed.filter(({ provides }) => provides.some((name) => needed.has(name)));
    for (const capability of chosen) await this.#build(capability);
    return this.#services as Pick<Services, Name>;
  }

  /** The list is in order: what a capability needs was built before it. */
  async #build(capability: Listed): Promise<void> {
    if (this.#built.has(capability.name)) return;
    this.#built.add(capability.name);
    const parts = await capability.build(this.#services as Services, this.config);
    Object.assign(this.#services, parts.services);
    this.handlers.push(...(parts.handlers ?? []));
    this.background.push(...(parts.background ?? []));
    this.measures.push(...(parts.measures ?? []));
    for (const [model, table] of Object.entries(parts.tables))
      this.#join(capability.owns[model as ModelName] ?? model, table);
  }

  #join(name: string, table: Partial<UserTable>): void {
    this.given.userTables.join(name, table);
    const { purge } = table;
    if (purge !== undefined && purge !== neverExpires.purge)
      this.stores.push({ name: name.replaceAll('_', ' '), purge: purge.bind(table) });
  }
}

function allNeededBy(names: readonly ServiceName[]): ReadonlySet<ServiceName> {
  const needed = new Set<ServiceName>();
  const add = (name: ServiceName): void => {
    if (needed.has(name)) return;
    needed.add(name);
    for (const further of listed.find(({ provides }) => provides.includes(name))?.needs ?? []) add(further);
  };
  names.forEach(add);
  return needed;
}
