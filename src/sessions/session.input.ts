import { IsBoolean, IsOptional, IsString } from 'class-validator';
import { Field, ID, InputType } from 'type-graphql';

@InputType({ description: 'The refresh token to exchange for the next pair of tokens.' })
export class RefreshTokenInput {
  @Field(() => String, { description: 'The newest refresh token of the session.' })
  @IsString()
  refreshToken!: string;
}

@InputType({ description: 'The sessions to end, and a refresh token if there is no access token.' })
export class LogoutInput {
  @Field(() => String, {
    nullable: true,
    description: 'A refresh token of the session, for a client whose access token has expired.',
  })
  @IsOptional()
  @IsString()
  refreshToken?: string | null;

  @Field(() => Boolean, {
    nullable: true,
    defaultValue: false,
    description: 'Whether to end all sessions of the user instead of one.',
  })
  @IsOptional()
  @IsBoolean()
  everywhere?: boolean | null;
}

@InputType({ description: 'The session to end.' })
export class RevokeSessionInput {
  @Field(() => ID, { description: 'The id of the session to end.' })
  @IsString()
  sessionId!: string;
}
