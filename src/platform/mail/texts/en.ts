export const en = {
  mails: {
    email: {
      linkAsText: 'If the button does not work, open this link in your browser:',
      support: 'Questions? Contact support: {{support}}',
    },
    notification: {
      greeting: 'Hello {{username}},',
      resetPassword: 'Reset your password',
    },
    circumstances: {
      time: 'When: {{time}}',
      device: 'Device: {{device}}',
      address: 'IP address: {{address}}',
      until: 'Until: {{time}}',
      codesLeft: 'Unused recovery codes: {{number}}',
    },
    device: {
      browserOn: '{{browser}} on {{system}}',
      appOn: 'an app on {{system}}',
      unknown: 'an unknown device',
    },
  },
} as const;

declare module '../../../core/texts.js' {
  interface TextCatalogue {
    mail: typeof en;
  }
}
