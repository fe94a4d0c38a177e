import { describe, expect, it } from 'vitest'
import { commandNames, commandsFor, readCommand } from './commands'

const here = {
  people: [
    { id: 'per_a', name: 'Wei Zhang' },
    { id: 'per_b', name: 'Wei Chen' },
    { id: 'per_c', name: '安娜' },
  ],
  channels: [{ language: 'de' }, { language: 'zh-Hans' }],
  breakouts: [{ id: 'brk_1', name: { en: 'Reed Room', 'zh-Hans': '芦苇厅' } }],
  names: (code: string) => (code === 'de' ? ['German', '德语'] : ['Chinese', '中文']),
}

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
  ['/remove 安娜：离题：很远', { do: 'remove', participant: 'per_c', reason: '离题：很远' }],
  ['/ban wei chen: spam', { do: 'ban', participant: 'per_b', reason: 'spam' }],
  ['/dance', { misread: 'unknown', what: 'dance' }],
  ['/constructor', { misread: 'unknown', what: 'constructor' }],
  ['/leave', { do: 'leave' }],
  ['/report 安娜: insults', { do: 'report', participant: 'per_c', reason: 'insults' }],
  ['/report 安娜', { misread: 'argument', what: '安娜' }],
  ['/leave now', { misread: 'argument', what: 'now' }],
  ['/pin 安', { do: 'pin', what: 'per_c' }],
  ['/pin', { do: 'pin' }],
])('%s', (line, command) => {
  expect(readCommand(line, here)).toEqual(command)
})

describe('interpretation by typing', () => {
  it.each([
    ['/listen de', { do: 'listen', language: 'de', floor: undefined }],
    ['/listen german 25%', { do: 'listen', language: 'de', floor: 25 }],
    ['/listen 中文 0', { do: 'listen', language: 'zh-Hans', floor: 0 }],
    ['/listen floor', { do: 'listen', language: '', floor: undefined }],
    ['/listen klingon', { misread: 'argument', what: 'klingon' }],
    ['/floor 40', { do: 'floor', level: 40 }],
    ['/floor 140', { misread: 'argument', what: '140' }],
    ['/interpret de', { do: 'interpret', language: 'de', source: undefined }],
    ['/interpret de zh-hans', { do: 'interpret', language: 'de', source: 'zh-Hans' }],
    ['/interpret de floor', { do: 'interpret', language: 'de', source: 'floor' }],
    ['/interpret off', { do: 'interpret', language: '' }],
    ['/interpret de xx', { misread: 'argument', what: 'de xx' }],
    ['/handover 安娜', { do: 'handover', to: 'per_c' }],
    ['/caption Guten Tag', { do: 'caption', text: 'Guten Tag' }],
  ])('%s', (line, command) => {
    expect(readCommand(line, here)).toEqual(command)
  })
})

describe('the stage by typing', () => {
  it.each([
    ['/onair wei z', { do: 'move', participants: ['per_a'], place: '' }],
    ['/backstage 安娜', { do: 'move', participants: ['per_c'], place: 'backstage' }],
    ['/goto reed', { do: 'move', place: 'brk_1' }],
    ['/goto floor', { do: 'move', place: '' }],
    ['/goto nowhere', { misread: 'argument', what: 'nowhere' }],
    ['/breakouts 3 10', { do: 'split', rooms: 3, minutes: 10 }],
    ['/breakouts many', { misread: 'argument', what: 'many' }],
    ['/poll Which day? | Monday | Friday', { do: 'poll', question: 'Which day?', options: ['Monday', 'Friday'] }],
    ['/poll Which day? | Monday', { misread: 'argument', what: 'Which day? | Monday' }],
    ['/slowmode 10', { do: 'slowMode', seconds: 10 }],
    ['/slowmode off', { do: 'slowMode', seconds: 0 }],
    ['/allow 安娜: audio, video', { do: 'allow', participant: 'per_c', publish: ['audio', 'video'] }],
    ['/allow 安娜', { do: 'allow', participant: 'per_c', publish: [] }],
    ['/record', { do: 'record', on: true }],
    ['/call', { do: 'callUp' }],
    ['/quality audio', { do: 'quality', step: 'audio' }],
    ['/quality auto', { do: 'quality' }],
  ])('%s', (line, command) => {
    expect(readCommand(line, here)).toEqual(command)
  })

  it('shows each person what they may do', () => {
    const guest = commandsFor({ moderate: false, interpret: false })
    expect(guest).toContain('listen')
    expect(guest).not.toContain('ban')
    expect(guest).not.toContain('handover')
    expect(commandsFor({ moderate: true, interpret: true })).toEqual(commandNames)
  })
})
