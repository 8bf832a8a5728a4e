import type { EventDeclarations } from '../core/events.js';
import type { Metric } from '../core/metric.js';
import type { Services } from '../core/services.js';
import type { TransactionalEventHandler } from '../platform/audit/event-subscriber.js';
import type { Store } from '../platform/background/housekeeping.service.js';
import type { BaseServices } from '../platform/capabilities/base-services.js';
import type { Background, ResolverClass } from '../platform/capabilities/capability.js';
import { type ModelName, neverExpires, type UserTable } from '../platform/capabilities/table.js';
import type { FindNode } from '../platform/graphql/node-types.js';
import { capabilities } from './capabilities.js';
import { eventDeclarations } from './registers.js';
import type { ServiceConfig } from './service-config.js';

type ServiceName = keyof Services;
export type GivenServices = BaseServices & Pick<Services, 'hashingEngine'>;

/** The part of a capability that the container uses. A capability with unknown settings does not compile. */
interface Listed {
  readonly name: string;
  readonly owns: Readonly<Partial<Record<ModelName, string>>>;
  readonly needs: readonly ServiceName[];
  readonly provides: readonly ServiceName[];
  readonly build: (services: Services, config: ServiceConfig) => Parts | Promise<Parts>;
  readonly resolvers?: (
    config: ServiceConfig,
    events: EventDeclarations,
  ) => Promise<readonly ResolverClass[]>;
}

interface Parts {
  readonly tables: Readonly<Partial<Record<ModelName, Partial<UserTable>>>>;
  readonly services: Partial<Services>;
  readonly nodes?: Readonly<Record<string, FindNode>>;
  readonly handlers?: readonly TransactionalEventHandler[];
  readonly background?: readonly Background[];
  readonly metrics?: readonly Metric[];
}

const listed: readonly Listed[] = capabilities;

/**
 * Loads every resolver of the API, in the order of the list. One after the other, because the fields that
 * resolvers add to a type are in the order in which their modules run.
 */
export async function loadResolvers(config: ServiceConfig): Promise<ResolverClass[]> {
  const loaded: ResolverClass[] = [];
  for (const { resolvers } of listed) loaded.push(...((await resolvers?.(config, eventDeclarations)) ?? []));
  return loaded;
}

/**
 * Builds capabilities from the services that they need. A command requests the services that it uses, and
 * only those are built. The running service builds everything.
 */
export class Container {
  readonly background: Background[] = [];
  readonly metrics: Metric[] = [];
  /** The tables whose rows expire. */
  readonly stores: Store[] = [];
  readonly #services: Partial<Services>;
  readonly #built = new Set<string>();

  /** @param handlers the event handlers; each capability adds its own when it is built */
  constructor(
    private readonly given: GivenServices,
    private readonly handlers: TransactionalEventHandler[],
    private readonly config: ServiceConfig,
  ) {
    this.#services = { ...given };
  }

  async buildAll(): Promise<Services> {
    for (const capability of listed) await this.#build(capability);
    return this.#services as Services;
  }

  /**
   * Builds these services and those that they need. A change of a user must clear the tokens in every table,
   * so a service that needs the user tables builds every capability.
   */
  async get<Name extends ServiceName>(...names: Name[]): Promise<Pick<Services, Name>> {
    const needed = allNeededBy(names);
    const chosen = needed.has('userTables')
      ? listed
      : listed.filter(({ provides }) => provides.some((name) => needed.has(name)));
    for (const capability of chosen) await this.#build(capability);
    return this.#services as Pick<Services, Name>;
  }

  /** The list is ordered, so the services that a capability needs are already built. */
  async #build(capability: Listed): Promise<void> {
    if (this.#built.has(capability.name)) return;
    this.#built.add(capability.name);
    const parts = await capability.build(this.#services as Services, this.config);
    Object.assign(this.#services, parts.services);
    for (const [type, find] of Object.entries(parts.nodes ?? {})) this.given.nodeTypes.join(type, find);
    this.handlers.push(...(parts.handlers ?? []));
    this.background.push(...(parts.background ?? []));
    this.metrics.push(...(parts.metrics ?? []));
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
