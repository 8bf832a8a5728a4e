import { Query, Resolver } from 'type-graphql';
import { Public } from '../graphql/public.js';
import type { Captcha } from './captcha.js';
import { CaptchaType } from './captcha.type.js';

@Resolver()
export class CaptchaResolver {
  constructor(private readonly deps: { captcha: Captcha }) {}

  @Public()
  @Query(() => CaptchaType, {
    nullable: true,
    description: 'Returns the captcha that some operations need; `null` if none does. Needs no token.',
  })
  captcha(): CaptchaType | null {
    return this.deps.captcha.describe();
  }
}
