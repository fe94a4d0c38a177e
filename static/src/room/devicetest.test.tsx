// @vitest-environment jsdom
import { MantineProvider } from '@mantine/core'
import { render, screen } from '@testing-library/react'
import type { ReactNode } from 'react'
import { expect, it, vi } from 'vitest'
import { DeviceTest } from './devicetest'

vi.mock('@tanstack/react-router', () => ({ Link: ({ children }: { children: ReactNode }) => <a href="/">{children}</a> }))

it('has a place for the choice of devices before they are known, so that the door does not move', () => {
  vi.stubGlobal('navigator', { ...navigator, mediaDevices: { getUserMedia: () => new Promise(() => {}), enumerateDevices: () => new Promise(() => {}) } })
  render(
    <MantineProvider env="test">
      <DeviceTest may={{ audio: true, video: true }} enter={() => {}} />
    </MantineProvider>,
  )
  expect(screen.getAllByRole('combobox').map((choice) => (choice as HTMLSelectElement).disabled)).toEqual([true, true])
})
