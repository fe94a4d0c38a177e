import type { ReactNode, SVGProps } from 'react'

type IconProps = SVGProps<SVGSVGElement> & { size?: number }

function drawn(path: ReactNode) {
  return function Icon({ size = 22, ...rest }: IconProps) {
    return (
      <svg
        width={size}
        height={size}
        viewBox="0 0 24 24"
        fill="none"
        stroke="currentColor"
        strokeWidth={1.6}
        strokeLinecap="round"
        strokeLinejoin="round"
        aria-hidden="true"
        focusable="false"
        {...rest}
      >
        {path}
      </svg>
    )
  }
}

/** The fair's gate: also the mark in the header. */
export const GateIcon = drawn(
  <>
    <path d="M2.5 7.5c3.6 0 6.7-1.2 9.5-3.5 2.8 2.3 5.9 3.5 9.5 3.5" />
    <path d="M5.5 8v12M18.5 8v12M5.5 11.5h13" />
    <circle cx="12" cy="15" r="1.6" fill="currentColor" stroke="none" />
  </>,
)
export const StreetIcon = drawn(
  <path d="M2 20.5h20M3.5 20V10l4-3 4 3v10M11.5 20V6.5h9V20M14 10h1.5M17.5 10H19M14 14h1.5M17.5 14H19M6.5 20v-4h2v4" />,
)
export const PeopleIcon = drawn(
  <>
    <circle cx="8.5" cy="8" r="3.2" />
    <path d="M2.5 19.5c.5-3.8 2.8-6 6-6s5.5 2.2 6 6M15.5 5.2a3.2 3.2 0 0 1 0 5.7M17.5 14c2.3.7 3.7 2.6 4 5.5" />
  </>,
)
export const CalendarIcon = drawn(<path d="M4 6h16v14H4zM4 10.5h16M8.5 3.5V7M15.5 3.5V7M8 14h2.5M13.5 14H16M8 17h2.5" />)
export const DocumentIcon = drawn(<path d="M6 3h8.5L19 7.5V21H6zM14 3v5h5M9 12.5h7M9 16h7" />)
export const CoinsIcon = drawn(
  <>
    <circle cx="12" cy="12" r="8.5" />
    <path d="M9.5 9.5h5v5h-5z" />
  </>,
)
export const BellIcon = drawn(<path d="M6 17V11a6 6 0 0 1 12 0v6l1.5 2h-15zM10 21.5h4" />)
export const GlobeIcon = drawn(
  <>
    <circle cx="12" cy="12" r="9" />
    <path d="M3 12h18M12 3c3 3 4 6 4 9s-1 6-4 9c-3-3-4-6-4-9s1-6 4-9z" />
  </>,
)
export const MoonIcon = drawn(<path d="M19.5 14.5A8.5 8.5 0 0 1 9.5 4.5a8.5 8.5 0 1 0 10 10z" />)
export const SunIcon = drawn(
  <>
    <circle cx="12" cy="12" r="4" />
    <path d="M12 2.5v2.5M12 19v2.5M2.5 12H5M19 12h2.5M5.3 5.3 7 7M17 17l1.7 1.7M5.3 18.7 7 17M17 7l1.7-1.7" />
  </>,
)
export const PersonIcon = drawn(
  <>
    <circle cx="12" cy="8" r="4" />
    <path d="M4.5 20.5c.7-4.3 3.5-6.5 7.5-6.5s6.8 2.2 7.5 6.5" />
  </>,
)
export const MicIcon = drawn(<path d="M12 3a3 3 0 0 0-3 3v5a3 3 0 0 0 6 0V6a3 3 0 0 0-3-3zM5.5 11a6.5 6.5 0 0 0 13 0M12 17.5V21M9 21h6" />)
export const MicOffIcon = drawn(
  <path d="M9 9v2a3 3 0 0 0 5.2 2M15 10V6a3 3 0 0 0-5.7-1.2M5.5 11a6.5 6.5 0 0 0 11 4.7M18.5 11c0 .9-.2 1.7-.5 2.5M12 17.5V21M9 21h6M3.5 3.5l17 17" />,
)
export const CameraIcon = drawn(<path d="M3 6.5h12v11H3zM15 10.5 21 7v10l-6-3.5z" />)
export const CameraOffIcon = drawn(<path d="M8 6.5h7v6M15 13.5v4H3v-11h1.5M15 10.5 21 7v10l-3-1.7M3.5 3.5l17 17" />)
export const ScreenIcon = drawn(<path d="M3 4.5h18v12H3zM8.5 20h7M12 13.5v-6M9.5 10 12 7.5l2.5 2.5" />)
export const HandIcon = drawn(
  <path d="M7.5 12.5V6.2a1.5 1.5 0 0 1 3 0V11 4.5a1.5 1.5 0 0 1 3 0V11 5.7a1.5 1.5 0 0 1 3 0v8.8c0 4-2.3 6.5-5.5 6.5-2.6 0-4-1.2-5.3-3.5l-2-3.8c-.8-1.6 1-2.8 2.2-1.5z" />,
)
export const ChatIcon = drawn(<path d="M4 4.5h16v12h-9L6.5 20.5v-4H4zM8 9h8M8 12h5" />)
export const LeaveIcon = drawn(<path d="M10 4.5H4.5v15H10M14.5 8l4 4-4 4M18.5 12H9" />)
export const CheckIcon = drawn(<path d="m4.5 12.5 5 5 10-11" />)
export const CrossIcon = drawn(<path d="m6 6 12 12M18 6 6 18" />)
export const SearchIcon = drawn(
  <>
    <circle cx="10.5" cy="10.5" r="6.5" />
    <path d="m15.5 15.5 5 5" />
  </>,
)
export const GridIcon = drawn(<path d="M4 4h7v7H4zM13 4h7v7h-7zM4 13h7v7H4zM13 13h7v7h-7z" />)
export const MoreIcon = drawn(<path d="M5 12h.1M12 12h.1M19 12h.1" strokeWidth={3} />)
export const BoardIcon = drawn(<path d="M3.5 20.5h17M6 20V12M11 20V5M16 20V9M20 20v-5" />)
export const KeyboardIcon = drawn(<path d="M2.5 6.5h19v11h-19zM6 10h.1M9 10h.1M12 10h.1M15 10h.1M18 10h.1M7.5 14h9" />)
export const PinIcon = drawn(<path d="M9 4h6l-1 6 3 3v2H7v-2l3-3zM12 15v6" />)
export const EarIcon = drawn(<path d="M7 10a5 5 0 1 1 9.5 2.2c-.9 1.6-2.5 2.3-2.5 4.3a3 3 0 0 1-5.4 1.8M9.5 10.5a2.5 2.5 0 1 1 4.2 1.8c-.8.7-1.2 1.2-1.2 2.2" />)
export const CaptionIcon = drawn(<path d="M3 5.5h18v13H3zM6.5 14.5h5M14 14.5h3.5M6.5 11h3M12 11h5.5" />)
export const GearIcon = drawn(
  <>
    <circle cx="12" cy="12" r="3" />
    <path d="M12 3v3M12 18v3M3 12h3M18 12h3M5.6 5.6l2.2 2.2M16.2 16.2l2.2 2.2M5.6 18.4l2.2-2.2M16.2 7.8l2.2-2.2" />
  </>,
)
export const WindowIcon = drawn(<path d="M3 4.5h18v15H3zM12 12h7v5.5h-7z" />)
export const LockIcon = drawn(<path d="M5.5 11h13v9.5h-13zM8.5 11V7.5a3.5 3.5 0 0 1 7 0V11M12 14.5v3" />)
export const NoteIcon = drawn(<path d="M4 12h1.5M8 8v8M12 5v14M16 8v8M19 11v2" />)
