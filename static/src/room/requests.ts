import type { Command } from './commands'
import { boothOf, type Picture } from './picture'
import type { Signalling } from './signalling'

/** What a command asks of the room over the socket; undefined for those the seat or the page does itself. */
export function requestOf(command: Command, picture: Picture, language: string): Parameters<Signalling['request']>[0] | undefined {
  switch (command.do) {
    case 'hand': {
      const raised = picture.hands.some(({ participant }) => participant === picture.self?.id)
      return (command.up ?? !raised) ? { type: 'raiseHand', language } : { type: 'lowerHand' }
    }
    case 'interpret':
      return { type: 'interpret', language: command.language, ...(command.language && { source: command.source ?? 'floor' }) }
    case 'handover':
      return { type: 'handover', language: channelOf(picture), to: command.to }
    case 'takeOver':
    case 'slowDown':
      return { type: command.do, language: channelOf(picture) }
    case 'muteOther':
      return { type: 'muteParticipant', participant: command.participant, sources: ['microphone'] }
    case 'lowerOther':
      return { type: 'lowerHand', participant: command.participant }
    case 'remove':
      return { type: 'removeParticipant', participant: command.participant, reason: command.reason || undefined }
    case 'ban':
      return { type: 'banParticipant', participant: command.participant, reason: command.reason || undefined }
    case 'report':
      return { type: 'report', participant: command.participant, reason: command.reason || undefined }
    case 'allow':
      return { type: 'setPermissions', participant: command.participant, publish: command.publish }
    case 'unsay':
      return { type: 'removeMessage', id: command.message }
    case 'slowMode':
      return { type: 'slowMode', seconds: command.seconds }
    case 'move':
      return { type: 'move', participants: command.participants, place: command.place }
    case 'close':
      return { type: 'closeRoom' }
    default:
      return undefined
  }
}

const channelOf = (picture: Picture) => boothOf(picture)?.language ?? ''
