import { expect, it } from 'vitest'
import { readCommand } from './commands'

const people = [
  { id: 'per_a', name: 'Wei Zhang' },
  { id: 'per_b', name: 'Wei Chen' },
  { id: 'per_c', name: '安娜' },
]

it.each([
  ['hello', { do: 'say', text: 'hello' }],
  ['//help is a command', { do: 'say', text: '/help is a command' }],
  ['   ', undefined],
  ['/mic', { do: 'microphone', on: undefined }],
  ['/MIC off', { do: 'microphone', on: false }],
  ['/camera on', { do: 'camera', on: true }],
  ['/camera sideways', { misread: 'argument', what: 'sideways' }],
  ['/hand up', { do: 'hand', up: true }],
  ['/hand', { do: 'hand', up: undefined }],
  ['/layout speaker', { do: 'layout', as: 'speaker' }],
  ['/layout', { misread: 'argument', what: '' }],
  ['/mute wei z', { do: 'muteOther', participant: 'per_a' }],
  ['/mute wei', { misread: 'nobody', what: 'wei' }],
  ['/mute', { misread: 'nobody', what: '' }],
  ['/remove 安娜: off topic', { do: 'remove', participant: 'per_c', reason: 'off topic' }],
  ['/dance', { misread: 'unknown', what: 'dance' }],
  ['/leave', { do: 'leave' }],
])('%s', (line, command) => {
  expect(readCommand(line, people)).toEqual(command)
})
