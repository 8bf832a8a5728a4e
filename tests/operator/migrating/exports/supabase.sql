CREATE SCHEMA auth;
CREATE TYPE auth.factor_type AS ENUM ('totp', 'webauthn', 'phone');
CREATE TYPE auth.factor_status AS ENUM ('unverified', 'verified');
CREATE TABLE auth.users (
  instance_id uuid, id uuid PRIMARY KEY, aud varchar(255), role varchar(255), email varchar(255),
  encrypted_password varchar(255), email_confirmed_at timestamptz, raw_user_meta_data jsonb, created_at timestamptz,
  phone text, banned_until timestamptz, is_sso_user boolean NOT NULL DEFAULT false, deleted_at timestamptz,
  is_anonymous boolean NOT NULL DEFAULT false
);
INSERT INTO auth.users (id, aud, role, email, encrypted_password, email_confirmed_at, created_at, banned_until, is_anonymous) VALUES
  ('0a1b2c3d-0000-4000-8000-000000000001', 'authenticated', 'authenticated', 'ada@supabase.example',
   '$2a$10$ZB1A1tlVEzueF9W6eRy.yO2fyhP/OFZDt2TKTFgnzjShHYeEK/88K', '2024-02-03 04:05:06.789+00', '2024-02-03 04:05:00.123456+00', NULL, false),
  ('0a1b2c3d-0000-4000-8000-000000000002', 'authenticated', 'authenticated', 'bob@supabase.example',
   '', NULL, '2024-02-03 04:05:00+00', '2999-01-01 00:00:00+00', false),
  ('0a1b2c3d-0000-4000-8000-000000000003', 'authenticated', 'authenticated', NULL, '', NULL, '2024-02-03 04:05:00+00', NULL, true);
CREATE TABLE auth.identities (
  provider_id text NOT NULL, user_id uuid NOT NULL REFERENCES auth.users, identity_data jsonb NOT NULL, provider text NOT NULL,
  last_sign_in_at timestamptz, created_at timestamptz, updated_at timestamptz,
  email text GENERATED ALWAYS AS (lower(identity_data ->> 'email')) STORED, id uuid PRIMARY KEY DEFAULT gen_random_uuid()
);
CREATE TABLE auth.mfa_factors (
  id uuid PRIMARY KEY, user_id uuid NOT NULL REFERENCES auth.users, friendly_name text, factor_type auth.factor_type NOT NULL,
  status auth.factor_status NOT NULL, created_at timestamptz NOT NULL, updated_at timestamptz NOT NULL, secret text, phone text,
  last_challenged_at timestamptz, web_authn_credential jsonb, web_authn_aaguid uuid
);
INSERT INTO auth.identities (provider_id, user_id, identity_data, provider) VALUES
  ('0a1b2c3d-0000-4000-8000-000000000001', '0a1b2c3d-0000-4000-8000-000000000001',
   '{"sub": "0a1b2c3d-0000-4000-8000-000000000001", "email": "ada@supabase.example"}', 'email'),
  ('583232', '0a1b2c3d-0000-4000-8000-000000000001',
   '{"sub": "583232", "iss": "https://api.github.com", "email": "Ada@supabase.example", "user_name": "ada"}', 'github'),
  ('108000000000000000801', '0a1b2c3d-0000-4000-8000-000000000002',
   '{"sub": "108000000000000000801", "iss": "https://accounts.google.com", "email": "bob@supabase.example"}', 'google'),
  ('AAAAAAAAAAAAAAAAAAAAAExampleOfAzure', '0a1b2c3d-0000-4000-8000-000000000002', '{"sub": "x"}', 'azure');
INSERT INTO auth.mfa_factors (id, user_id, friendly_name, factor_type, status, created_at, updated_at, secret) VALUES
  ('0c1b2c3d-0000-4000-8000-000000000001', '0a1b2c3d-0000-4000-8000-000000000001', 'Phone of Ada', 'totp', 'verified',
   '2024-02-03 04:05:00+00', '2024-02-03 04:05:00+00', 'GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ'),
  ('0c1b2c3d-0000-4000-8000-000000000002', '0a1b2c3d-0000-4000-8000-000000000001', 'begun', 'totp', 'unverified',
   '2024-02-03 04:05:00+00', '2024-02-03 04:05:00+00', 'HEZDHNBVHY3TQOJQHEZDHNBVHY3TQOJQ');
