import { createTheme, defaultVariantColorsResolver, type CSSVariablesResolver, type MantineColorsTuple } from '@mantine/core'

/** The working colour: a celadon glaze. Shade 7 carries text on rice paper (5.2:1), shade 3 on night ink. */
const celadon: MantineColorsTuple = [
  '#eef6f2', '#d8ebe2', '#b5d8ca', '#8cc4b0', '#68b099', '#4a9a82', '#378270', '#2a6b5c', '#1f5549', '#143f36',
]

/** The seal's cinnabar: only for what is signed, live or urgent. */
const vermilion: MantineColorsTuple = [
  '#fdeeea', '#f9d6cd', '#f1ad9d', '#e8836d', '#de6147', '#cf4530', '#bd3623', '#a52b1a', '#862012', '#66160b',
]

/** Lamp light behind a booth's window. */
const lamp: MantineColorsTuple = [
  '#fff8e5', '#fdedc3', '#f9dd92', '#f3c95c', '#e8b437', '#cd9620', '#a87614', '#80580d', '#5f4109', '#422c05',
]

/** Night ink: the surfaces of the dark mode, text first. */
const dark: MantineColorsTuple = [
  '#ece5d5', '#cfcdc2', '#a9b8b6', '#8ba1a3', '#3a5862', '#294450', '#18303a', '#0c1a20', '#09151a', '#060f13',
]

/** Rice paper, from porcelain to ink wash. */
const gray: MantineColorsTuple = [
  '#fdfbf6', '#f5efe2', '#e9e1d0', '#d9cfba', '#c2b69e', '#9a8f79', '#726b5c', '#56564c', '#3a4341', '#22302f',
]

const serif =
  "'Songti SC', 'Noto Serif CJK SC', 'Noto Serif SC', 'Source Han Serif SC', Georgia, 'Noto Naskh Arabic', 'Times New Roman', serif"
const sans =
  "system-ui, -apple-system, 'Segoe UI', 'PingFang SC', 'Noto Sans CJK SC', 'Microsoft YaHei', 'Noto Sans Arabic', 'Geeza Pro', sans-serif"

export const theme = createTheme({
  colors: { celadon, vermilion, lamp, dark, gray, red: vermilion, green: celadon, yellow: lamp },
  primaryColor: 'celadon',
  primaryShade: { light: 7, dark: 3 },
  // Text on a filled colour is porcelain by day and night ink by night; the library would decide by the day's shade.
  variantColorResolver: (input) => {
    const resolved = defaultVariantColorsResolver(input)
    return input.variant === 'filled' ? { ...resolved, color: 'var(--on-filled)' } : resolved
  },
  white: '#fdfbf6',
  black: '#10262b',
  defaultRadius: 'xs',
  cursorType: 'pointer',
  respectReducedMotion: true,
  fontFamily: sans,
  fontFamilyMonospace: "ui-monospace, 'SF Mono', Menlo, 'Noto Sans Mono CJK SC', monospace",
  headings: { fontFamily: serif, fontWeight: '600', textWrap: 'balance' },
  lineHeights: { md: '1.6' },
  focusClassName: 'focus-ring',
  components: {
    Button: { defaultProps: { size: 'md' } },
    ActionIcon: { defaultProps: { size: 44, variant: 'subtle', color: 'celadon' } },
    TextInput: { defaultProps: { size: 'md' } },
    NumberInput: { defaultProps: { size: 'md' } },
    Textarea: { defaultProps: { size: 'md', autosize: true, minRows: 2 } },
    Select: { defaultProps: { size: 'md', checkIconPosition: 'right' } },
    NativeSelect: { defaultProps: { size: 'md' } },
    MultiSelect: { defaultProps: { size: 'md' } },
    TagsInput: { defaultProps: { size: 'md' } },
    Checkbox: { defaultProps: { size: 'md' } },
    Switch: { defaultProps: { size: 'md' } },
    SegmentedControl: { defaultProps: { size: 'md' }, styles: { root: { background: 'var(--wash)', border: '1px solid var(--line)' } } },
    Badge: { defaultProps: { variant: 'outline', radius: 'xs', tt: 'none', size: 'lg' }, styles: { root: { flex: 'none', maxWidth: 'none' } } },
    Modal: { defaultProps: { centered: true, overlayProps: { backgroundOpacity: 0.55 } } },
    Tooltip: { defaultProps: { withArrow: true, events: { hover: true, focus: true, touch: false } } },
    Anchor: { defaultProps: { underline: 'hover' } },
  },
})

export const variables: CSSVariablesResolver = () => ({
  variables: { '--serif': serif },
  light: {
    '--on-filled': '#fdfbf6',
    '--mantine-color-body': '#f5efe2',
    '--mantine-color-text': '#10262b',
    '--mantine-color-dimmed': '#475a5c',
    '--mantine-color-placeholder': '#6a6f66',
    '--mantine-color-anchor': '#1f5f51',
    '--mantine-color-error': '#a52b1a',
    '--mantine-color-default': '#fdfbf6',
    '--mantine-color-default-hover': '#f1ebdd',
    '--mantine-color-default-border': '#bdb19a',
    '--mantine-color-default-color': '#10262b',
  },
  dark: {
    '--on-filled': '#0c1a20',
    '--mantine-color-celadon-outline': '#8cc4b0',
    '--mantine-color-celadon-light-color': '#8cc4b0',
    '--mantine-color-vermilion-outline': '#f29d8a',
    '--mantine-color-vermilion-light-color': '#f29d8a',
    '--mantine-color-body': '#0c1a20',
    '--mantine-color-text': '#ece5d5',
    '--mantine-color-dimmed': '#a9b8b6',
    '--mantine-color-placeholder': '#8ba1a3',
    '--mantine-color-anchor': '#9ed3c1',
    '--mantine-color-error': '#f29d8a',
    '--mantine-color-default': '#12262e',
    '--mantine-color-default-hover': '#18303a',
    '--mantine-color-default-border': '#3a5862',
    '--mantine-color-default-color': '#ece5d5',
  },
})
