export const en = {
  answers: {
    trustedDevicesForgotten: 'Your trusted devices have been forgotten',
  },
} as const;

declare module '../../../core/texts.js' {
  interface TextCatalogue {
    trustedDevices: typeof en;
  }
}
