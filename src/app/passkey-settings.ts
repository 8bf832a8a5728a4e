import {
  isWithin,
  parseCeremonyOrigins,
  parseRelyingPartyId,
  type RelyingParty,
  relatedOrigins,
} from '../credentials/passkeys/relying-party.js';
import type { Environment } from './environment.js';

/** The settings of passkeys. Null: derived from the public address. */
export interface PasskeySettings {
  readonly webauthnRpId: string | null;
  readonly webauthnOrigins: readonly string[] | null;
}

/** @param publicUrl the public address; null if it is not known yet */
export function readPasskeys(environment: Environment, publicUrl: string | null): PasskeySettings {
  const webauthnRpId = environment.parsed<string | null>('WEBAUTHN_RP_ID', null, parseRelyingPartyId);
  const webauthnOrigins = environment.parsed<readonly string[] | null>(
    'WEBAUTHN_ORIGINS',
    null,
    parseCeremonyOrigins,
  );
  const settings = { webauthnRpId, webauthnOrigins };
  if (publicUrl !== null && (webauthnRpId !== null || webauthnOrigins !== null))
    checkTogether(environment, relyingParty(settings, publicUrl, ''), publicUrl);
  return settings;
}

/** Who the passkeys are for. By default, the pages of the public address. */
export function relyingParty(
  { webauthnRpId, webauthnOrigins }: PasskeySettings,
  publicUrl: string,
  name: string,
): RelyingParty {
  const { hostname, origin } = new URL(publicUrl);
  return { id: webauthnRpId ?? hostname, name, origins: webauthnOrigins ?? [origin] };
}

function checkTogether(environment: Environment, party: RelyingParty, publicUrl: string): void {
  const pages = party.origins.filter((origin) => origin.startsWith('http'));
  if (pages.length > 0 && !pages.some((origin) => isWithin(party.id, origin)))
    environment.problems.push(
      'WEBAUTHN_RP_ID must be the host of an origin of WEBAUTHN_ORIGINS, or a parent domain of one',
    );
  else if (relatedOrigins(party).length > 0 && new URL(publicUrl).hostname !== party.id)
    environment.warnings.push({
      setting: 'WEBAUTHN_ORIGINS',
      warning:
        'names origins outside WEBAUTHN_RP_ID, and browsers look for them at the host of WEBAUTHN_RP_ID: let ' +
        `that host answer /.well-known/webauthn as ${publicUrl} does`,
    });
}
