/**
 * The current time. A test can replace it. The verifier imports no code of the service, not even its clock.
 */
export type Now = () => Date;

export const systemNow: Now = () => new Date();
