CREATE SCHEMA auth;
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
