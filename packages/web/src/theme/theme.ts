import { createTheme, type MantineColorsTuple } from '@mantine/core';

/** The accent: moss on bark. Lightest to darkest; 7 carries text on white, 4 carries text on dark. */
const moss: MantineColorsTuple = [
  '#eff5f0',
  '#dfeae2',
  '#bfd6c6',
  '#9cc1a8',
  '#85b595',
  '#64997a',
  '#4c8164',
  '#3b6a50',
  '#305742',
  '#243f31',
];

/** Warm greys, so that paper and wood belong together. */
const gray: MantineColorsTuple = [
  '#faf9f6',
  '#f4f2ed',
  '#ebe8e0',
  '#dfdbd1',
  '#cdc7ba',
  '#a9a294',
  '#857e71',
  '#635d52',
  '#433e37',
  '#262320',
];

/** Mantine's dark scale: text first, deepest background last. */
const dark: MantineColorsTuple = [
  '#e8e4db',
  '#c9c3b8',
  '#a39c90',
  '#766f65',
  '#3c3833',
  '#322e2a',
  '#282521',
  '#1e1c19',
  '#191715',
  '#131210',
];

export const theme = createTheme({
  primaryColor: 'moss',
  primaryShade: { light: 7, dark: 5 },
  colors: { moss, gray, dark },
  fontFamily: 'var(--hw-sans)',
  fontFamilyMonospace: 'var(--hw-mono)',
  headings: { fontFamily: 'var(--hw-sans)', fontWeight: '600' },
  defaultRadius: 'sm',
  radius: { xs: '3px', sm: '5px', md: '7px', lg: '10px', xl: '16px' },
  fontSizes: { xs: '12px', sm: '13px', md: '14px', lg: '16px', xl: '20px' },
  cursorType: 'pointer',
  components: {
    Button: { defaultProps: { fw: 550 } },
    Tooltip: { defaultProps: { openDelay: 350, fz: 'xs' } },
  },
});
