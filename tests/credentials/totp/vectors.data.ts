/** RFC 6238, appendix B: the time in seconds, and the code of eight digits by each hash. */
export const RFC_6238 = [
  [59, '94287082', '46119246', '90693936'],
  [1_111_111_109, '07081804', '68084774', '25091201'],
  [1_111_111_111, '14050471', '67062674', '99943326'],
  [1_234_567_890, '89005924', '91819424', '93441116'],
  [2_000_000_000, '69279037', '90698825', '38618901'],
  [20_000_000_000, '65353130', '77737706', '47863826'],
] as const;

/** RFC 4226, appendix D: the code of each counter from 0. */
export const RFC_4226 = [
  '755224',
  '287082',
  '359152',
  '969429',
  '338314',
  '254676',
  '287922',
  '162583',
  '399871',
  '520489',
] as const;

/** The key of both: repeated to the length that a hash needs. */
export const KEY = '1234567890';
