import type { FactorRules } from '../../accounts/users/factor-rules.js';
import type { UserDirectory } from '../../admin/user-directory/user-directory.service.js';
import type { Administration } from '../../admin/users/administration.service.js';
import type { RequestMeta } from '../../core/viewer.js';
import type { FactorEnrolment } from '../../flows/factor-enrolment/factor-enrolment.service.js';
import type { AddressRelease } from '../../flows/reclaiming/address-release.service.js';

/** The access that listing users needs. */
export interface ListingContext {
  withUserDirectory<T>(work: (directory: Pick<UserDirectory, 'list'>) => Promise<T>): Promise<T>;
}

/** The access that changing a user needs. */
export interface OpenAdministration {
  readonly directory: Pick<UserDirectory, 'findByIdentifier'>;
  readonly administration: Pick<Administration, 'suspend' | 'reinstate' | 'setRole' | 'resetSecondFactors'>;
  readonly factorEnrolment: Pick<FactorEnrolment, 'issueByOperator'>;
  readonly addressRelease: Pick<AddressRelease, 'release'>;
  readonly factorRules: FactorRules;
  /** The origin that events record. */
  readonly requestMeta: RequestMeta;
}

export interface AdministrationContext {
  /** @param command the name of the command in events, such as `users suspend` */
  withAdministration<T>(command: string, work: (open: OpenAdministration) => Promise<T>): Promise<T>;
}
