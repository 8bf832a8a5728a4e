import { IsBoolean, IsOptional, IsString } from 'class-validator';
import { Field, InputType } from 'type-graphql';

@InputType({ description: 'The refresh token to trade.' })
export class RefreshTokenInput {
  @Field(() => String, { description: 'The newest refresh token of the session.' })
  @IsString()
  refreshToken!: string;
}

@InputType({ description: 'Which sessions to end, and by what right.' })
export class LogoutInput {
  @Field(() => String, {
    nullable: true,
    description: 'A refresh token of the session, for when the access token has expired.',
  })
  @IsOptional()
  @IsString()
  refreshToken?: string | null;

  @Field(() => Boolean, {
    nullable: true,
    defaultValue: false,
    description: 'End every session of the user, not this one alone.',
  })
  @IsOptional()
  @IsBoolean()
  everywhere?: boolean | null;
}
