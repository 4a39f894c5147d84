/** How Teams draws cards, nearly: its sizes, spaces and colours in light and dark. */

export type Theme = 'light' | 'dark';

interface Palette {
  page: string;
  emphasis: string;
  text: string;
  subtle: string;
  accent: string;
  good: string;
  warning: string;
  attention: string;
  line: string;
}

export const palettes: Record<Theme, Palette> = {
  light: {
    page: '#FFFFFF',
    emphasis: '#F5F5F5',
    text: '#242424',
    subtle: '#616161',
    accent: '#5B5FC7',
    good: '#237B4B',
    warning: '#8A6100',
    attention: '#C4314B',
    line: '#D1D1D1',
  },
  dark: {
    page: '#292929',
    emphasis: '#1F1F1F',
    text: '#FFFFFF',
    subtle: '#ADADAD',
    accent: '#9299F7',
    good: '#92C353',
    warning: '#F8D22A',
    attention: '#F1707B',
    line: '#666666',
  },
};

/** A host config of the `adaptivecards` renderer. */
export function hostConfig(theme: Theme): object {
  const { page, emphasis, text, subtle, accent, good, warning, attention, line } = palettes[theme];
  const one = (colour: string) => ({ default: colour, subtle: colour });
  const foregroundColors = {
    default: { default: text, subtle },
    dark: { default: text, subtle },
    light: { default: subtle, subtle },
    accent: one(accent),
    good: one(good),
    warning: one(warning),
    attention: one(attention),
  };
  const style = (backgroundColor: string) => ({ backgroundColor, foregroundColors });
  return {
    supportsInteractivity: true,
    fontFamily: "'Segoe UI', 'Noto Sans', 'Liberation Sans', Arial, sans-serif",
    fontSizes: { small: 12, default: 14, medium: 16, large: 18, extraLarge: 24 },
    fontWeights: { lighter: 300, default: 400, bolder: 600 },
    lineHeights: { small: 16, default: 20, medium: 22, large: 24, extraLarge: 32 },
    spacing: { small: 4, default: 8, medium: 12, large: 16, extraLarge: 24, padding: 16 },
    separator: { lineThickness: 1, lineColor: line },
    containerStyles: {
      default: style(page),
      emphasis: style(emphasis),
      accent: style(emphasis),
      good: style(emphasis),
      warning: style(emphasis),
      attention: style(emphasis),
    },
    actions: {
      maxActions: 6,
      spacing: 'default',
      buttonSpacing: 8,
      showCard: { actionMode: 'inline', inlineTopMargin: 12, style: 'emphasis' },
      actionsOrientation: 'horizontal',
      actionAlignment: 'left',
    },
    inputs: {
      label: { requiredInputs: { weight: 'bolder' }, optionalInputs: { weight: 'bolder' } },
      errorMessage: { weight: 'bolder' },
    },
  };
}

/** What the host config does not say: Teams' buttons and inputs. */
export function hostStyle(theme: Theme): string {
  const { page, emphasis, text, accent, line } = palettes[theme];
  const font = "14px 'Segoe UI', 'Noto Sans', 'Liberation Sans', Arial, sans-serif";
  return `
    body { margin: 0; background: ${page}; color-scheme: ${theme}; }
    #card { background: ${page}; }
    .ac-actionSet { flex-wrap: wrap; row-gap: 8px; }
    .ac-pushButton {
      font: ${font}; font-weight: 600; min-height: 32px; padding: 5px 12px; border-radius: 4px;
      background: ${page}; color: ${text}; border: 1px solid ${line};
    }
    .ac-pushButton.primary, .ac-pushButton.style-positive { background: ${accent}; color: ${page}; }
    .ac-input { font: ${font}; color: ${text}; background: ${emphasis}; border: 1px solid ${line}; border-radius: 4px; }
    .ac-textInput, .ac-multichoiceInput, .ac-dateInput { padding: 5px 8px; box-sizing: border-box; }
  `;
}
