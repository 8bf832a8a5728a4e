import { Field, ObjectType, registerEnumType } from 'type-graphql';
import { CAPTCHA_PROVIDERS, type CaptchaProviderName } from './captcha-check.js';

const names = Object.fromEntries(CAPTCHA_PROVIDERS.map((name) => [name, name]));

registerEnumType(names, {
  name: 'CaptchaProvider',
  description: 'Who checks that a person and not a robot uses a page.',
  valuesConfig: {
    TURNSTILE: { description: 'Cloudflare Turnstile. Its `action` must be the name of the operation.' },
    HCAPTCHA: { description: 'hCaptcha.' },
    HTTP: { description: 'A check of the operator’s own.' },
  },
});

@ObjectType('Captcha', { description: 'The captcha that pages show.', simpleResolvers: true })
export class CaptchaType {
  @Field(() => names, { description: 'The provider whose widget the page shows.' })
  provider!: CaptchaProviderName;

  @Field(() => String, {
    nullable: true,
    description: 'The public key of the site at the provider. `null` if the provider has none.',
  })
  siteKey!: string | null;

  @Field(() => [String], {
    description: 'The operations that need a token of a solved captcha in the header `Latchkey-Captcha`.',
  })
  operations!: string[];
}
