import { parseFirebaseParameters } from '../../../src/credentials/passwords/firebase-hash.js';

export const SIGNER_KEY =
  'jxspr8Ki0RYycVU8zykbdLGjFQ3McFUH0uiiTvC8pVMXAn210wjLNmdZJzxUECKbm0QsEmYUSDzZvpjeJ9WmXA==';
/** As the Firebase console shows it, with the values of Firebase's own example. */
export const FIREBASE = parseFirebaseParameters(`hash_config {
  algorithm: SCRYPT,
  base64_signer_key: ${SIGNER_KEY},
  base64_salt_separator: Bw==,
  rounds: 8,
  mem_cost: 14,
}`);

export function keycloak(credentialData: object, value: string, salt: string) {
  return {
    id: '2d0d5bd5-2d4a-4b0e-a1b4-b0a7a5a6e0a1',
    type: 'password',
    createdDate: 1775365922330,
    secretData: JSON.stringify({ value, salt, additionalParameters: {} }),
    credentialData: JSON.stringify({ additionalParameters: {}, ...credentialData }),
  };
}

export const ARGON2 = {
  hashIterations: 5,
  algorithm: 'argon2',
  additionalParameters: {
    hashLength: ['32'],
    memory: ['7168'],
    type: ['id'],
    version: ['1.3'],
    parallelism: ['1'],
  },
};
export const ICEBERG = ['BuViHNDGmCq80fvpty/QoggTI8NSt0CuNDGgeoa5f5A=', 'RJ0aLMQ2qKbZuROs7qQhcA=='] as const;

/** Hashes that the systems, or users of theirs, publish with the password. */
export const PUBLISHED: readonly (readonly [system: string, password: string, hash: string | object])[] = [
  ['hashcat, phpass', 'hashcat', '$P$984478476IagS59wHZvyQMArzfx58u.'],
  ['WordPress 6.8', 'grimoire-test-123', '$wp$2y$12$iWN5xRwDE7i9R5jVJvCyqOxS1CNnwUggQaF8O2W9Bg8TuXQz.ngrS'],
  [
    'Ory Kratos, scrypt',
    'test',
    '$scrypt$ln=16384,r=8,p=1$2npRo7P03Mt8keSoMbyD/tKFWyUzjiQf2svUaNDSrhA=$MiCzNcIplSMqSBrm4HckjYqYhaVPPjTARTzwB1cVNYE=',
  ],
  [
    'ASP.NET Identity 2',
    'my password',
    'AAABAgMEBQYHCAkKCwwNDg+ukCEMDf0yyQ29NYubggHIVY0sdEUfdyeM+E1LtH1uJg==',
  ],
  [
    'ASP.NET Identity 3, SHA-256',
    'my password',
    'AQAAAAEAACcQAAAAEAABAgMEBQYHCAkKCwwNDg+yWU7rLgUwPZb1Itsmra7cbxw2EFpwpVFIEtP+JIuUEw==',
  ],
  [
    'ASP.NET Identity 3, SHA-1',
    'my password',
    'AQAAAAAAAAD6AAAAEAhftMyfTJylOlZT+eEotFXd1elee8ih5WsjXaR3PA9M',
  ],
  ['Keycloak, argon2', 'iceberg', keycloak(ARGON2, ...ICEBERG)],
  [
    'Keycloak, argon2 as a padded PHC string',
    'iceberg',
    `$argon2id$v=19$m=7168,t=5,p=1$${ICEBERG[1]}$${ICEBERG[0]}`,
  ],
  [
    'Keycloak, PBKDF2 with a tag of two digests',
    'RdaRfqP7Y89vy2',
    keycloak(
      { hashIterations: 27500, algorithm: 'pbkdf2-sha256' },
      'ZXVC08Hf4jBOoYzVoNWYjQijsMC2oc/OUa9LciiIJ/1XHPF/qPiY1DqwLLDN2hYFmf/1kApkveD8/Pr7GVqjgw==',
      'Td6XuopYK6JNfUnIlqYMOQ==',
    ),
  ],
  [
    'Firebase, as it exports them',
    'user1password',
    '$firescrypt$42xEC+ixf3L2lw==$lSrfV15cpx95/sZS2W9c9Kp6i/LVgQNDNC/qzrCnh1SAyZvqmZqAjTdn3aoItz+VHjoZilo78198JAdRuid5lQ==',
  ],
];
