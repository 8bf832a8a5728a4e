/** The services that capabilities provide to each other. Each capability adds its own from its folder. */
// biome-ignore lint/suspicious/noEmptyInterface: each capability adds its services to it
export interface Services {}
