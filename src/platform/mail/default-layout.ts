/**
 * The layout of the HTML part. Tables and style attributes, because many mail programs know nothing else. The style
 * element is for those that know it, and adds the dark colours. Webmail shows the content of the body only, so the
 * direction is repeated there.
 */
export const DEFAULT_HTML = `<!DOCTYPE html>
<html lang="{{language}}" dir="{{direction}}">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<meta name="supported-color-schemes" content="light dark">
<title>{{subject}}</title>
<style>
@media (max-width: 480px) {
  .ground { padding: 0 !important }
  .card { border-radius: 0 !important; padding: 24px 20px !important }
}
@media (prefers-color-scheme: dark) {
  .ground, body { background: #111113 !important }
  .card { background: #1c1c1f !important; border-color: #333338 !important }
  .card p, .card .name { color: #ececee !important }
  .card .quiet, .card .quiet p { color: #a9a9b2 !important }
  .card a.plain { color: {{linkOnDark}} !important }
  .rule { border-color: #333338 !important }
  .logo { background: #ffffff; border-radius: 6px; padding: 4px }
}
</style>
</head>
<body style="margin: 0; padding: 0; background: #f3f4f6">
<div lang="{{language}}" dir="{{direction}}">
<table role="presentation" width="100%" cellpadding="0" cellspacing="0" border="0">
<tr><td class="ground" align="center" style="background: #f3f4f6; padding: 32px 12px">
<table role="presentation" width="100%" cellpadding="0" cellspacing="0" border="0" style="max-width: 560px">
<tr><td class="card" style="background: #ffffff; border: 1px solid #e5e7eb; border-radius: 10px; padding: 32px 36px; font-family: -apple-system, 'Segoe UI', Roboto, Helvetica, Arial, sans-serif; font-size: 16px; line-height: 1.55; color: #1f2328; text-align: start">
<p class="name" style="margin: 0 0 24px; font-size: 18px; font-weight: 600; color: #1f2328">{{#logo}}<img class="logo" src="{{logo}}" alt="{{serviceName}}" height="36" style="height: 36px; max-width: 240px; border: 0; vertical-align: middle">{{/logo}}{{^logo}}{{serviceName}}{{/logo}}</p>
<p style="margin: 0 0 16px; color: #1f2328">{{greeting}}</p>
{{#paragraphs}}
<p style="margin: 0 0 16px; color: #1f2328">{{#lines}}{{#isLater}}<br>{{/isLater}}{{#isCode}}<strong dir="ltr" style="font-size: 24px; letter-spacing: 2px">{{text}}</strong>{{/isCode}}{{^isCode}}{{text}}{{/isCode}}{{/lines}}</p>
{{/paragraphs}}
{{#action}}
<p style="margin: 24px 0"><a href="{{url}}" style="display: inline-block; padding: 12px 22px; border-radius: 8px; background: {{colour}}; color: {{textOnColour}}; font-weight: 600; text-decoration: none">{{label}}</a></p>
<p class="quiet" style="margin: 0 0 16px; font-size: 13px; color: #57606a">{{linkAsText}}<br><a class="plain" href="{{url}}" dir="ltr" style="word-break: break-all; color: {{linkOnLight}}">{{url}}</a></p>
{{/action}}
<div class="quiet rule" style="border-top: 1px solid #e5e7eb; margin-top: 28px; padding-top: 16px">
{{#ending}}
<p class="quiet" style="margin: 0 0 8px; font-size: 13px; color: #57606a">{{text}}{{#url}}<br><a class="plain" href="{{url}}" dir="ltr" style="word-break: break-all; color: {{linkOnLight}}">{{url}}</a>{{/url}}</p>
{{/ending}}
</div>
</td></tr>
</table>
</td></tr>
</table>
</div>
</body>
</html>
`;

/** The layout of the text part. The link has its own line, so that nothing takes a full stop for part of it. */
export const DEFAULT_TEXT = `{{greeting}}

{{#paragraphs}}
{{#lines}}
{{text}}
{{/lines}}

{{/paragraphs}}
{{#action}}
{{label}}
{{url}}

{{/action}}
{{#ending}}
{{#isLater}}

{{/isLater}}
{{text}}
{{#url}}
{{url}}
{{/url}}
{{/ending}}
`;
