/** Where time comes from: handed in, so that a test can move it. The verifier takes nothing from the service, not even this. */
export type Now = () => Date;

export const systemNow: Now = () => new Date();
