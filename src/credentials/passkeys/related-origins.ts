import type { PublicDocument } from '../../platform/http/public-documents.js';
import { type RelyingParty, relatedOrigins } from './relying-party.js';

/**
 * The document by which browsers let pages of other domains use the RP ID (WebAuthn Level 3 §5.11). They read it at
 * the host that is the RP ID. Without such pages, there is no document.
 */
export function relatedOriginsDocument(relyingParty: RelyingParty): readonly PublicDocument[] {
  const related = relatedOrigins(relyingParty);
  return related.length === 0
    ? []
    : [
        {
          path: '/.well-known/webauthn',
          mediaType: 'application/json',
          read: () => ({ origins: relyingParty.origins.filter((origin) => origin.startsWith('http')) }),
        },
      ];
}
