/** RFC 7519 §4.1.3: one audience is a string, several are an array. */
export type AudienceClaim = string | readonly string[];

/** In characters. A longer list would make tokens longer than their verifiers accept. */
const MAX_LENGTH = 1000;

export function toAudienceClaim(audiences: readonly string[]): AudienceClaim {
  const [only, ...more] = audiences;
  return only !== undefined && more.length === 0 ? only : audiences;
}

/** @returns the audiences in the claim; an empty list if the claim has another form */
export function audiencesIn(claim: unknown): readonly string[] {
  const listed: unknown[] = Array.isArray(claim) ? claim : [claim];
  return listed.every((one) => typeof one === 'string') ? listed : [];
}

/** RFC 7519 §4.1.3: the recipient must be among the audiences of a token. */
export function anyOf(accepted: readonly string[]): (claim: unknown) => boolean {
  return (claim) => audiencesIn(claim).some((audience) => accepted.includes(audience));
}

/** The audience of refresh tokens. No other service may accept one as an access token (RFC 8725 §3.12). */
export function refreshAudience(issuer: string): string {
  return `${issuer}/refresh`;
}

/** Parses audiences that are separated by commas or spaces. */
export function parseAudiences(
  text: string,
  issuer: string | null,
): { readonly value: readonly string[] } | { readonly problem: string } {
  const audiences = [...new Set(text.split(/[\s,]+/).filter((one) => one !== ''))];
  const isPrintable = audiences.every((one) => /^[\x21-\x7e]+$/.test(one));
  if (issuer !== null && audiences.includes(refreshAudience(issuer)))
    return { problem: 'must not name the audience of refresh tokens' };
  return audiences.length > 0 && isPrintable && text.length <= MAX_LENGTH
    ? { value: audiences }
    : {
        problem: `must be names or addresses of services, separated by commas, of ${MAX_LENGTH} characters at the most`,
      };
}
