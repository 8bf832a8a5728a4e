import type { Translation } from '../../../core/texts.js';
import type { en } from './en.js';

export const zh = {
  errors: {
    BAD_USER_INPUT: '输入内容无效',
    UNAUTHENTICATED: '请先登录',
    FORBIDDEN: '您没有执行此操作的权限',
    STEP_UP_REQUIRED: '请确认是您本人，然后重试',
    NOT_FOUND: '未找到',
    SERVER_BUSY: '服务器繁忙，请稍候重试',
    SERVICE_UNAVAILABLE: '服务暂时不可用，请稍候重试',
    INTERNAL_SERVER_ERROR: '发生意外错误，请稍后再试',
  },
  problems: {
    input: {
      required: '此项为必填项',
      type: '与类型 {{type}} 不符',
      unknown: '包含类型 {{type}} 没有的字段',
      invalid: '此项无效',
      email: '请填写有效的邮箱地址',
      languageTag: '请填写 BCP 47 语言代码',
      length_other: '长度应为 {{min}} 到 {{count}} 个字符',
      maxLength_other: '最多 {{count}} 个字符',
      range: '取值范围为 {{min}} 到 {{max}}',
      cursor: '请填写 `endCursor` 或 `startCursor` 的值',
      oneDirection: '不能与 `first` 同时使用',
    },
  },
} satisfies Translation<typeof en>;
