// Drawings of lines for buttons, on a field of 20 by 20.

export const ICONS = {
  bold: "M6 4h5a3 3 0 0 1 0 6H6zM6 10h6a3 3 0 0 1 0 6H6z",
  italic: "M9 4h6M5 16h6M12 4L8 16",
  strike: "M4 10h12M14 6c-1-2-7-2.500-7.500 .5-.2 1.500 1 2.500 3 3M6 14c1 2 7 2.500 7.500-.5",
  link: "M8 12l4-4M9 6l1.500-1.500a3.500 3.500 0 0 1 5 5L14 11M11 14l-1.500 1.500a3.500 3.500 0 0 1-5-5L6 9",
  bullets: "M8 5h9M8 10h9M8 15h9M3.500 5h.01M3.500 10h.01M3.500 15h.01",
  numbers: "M8 5h9M8 10h9M8 15h9M3 4l1-.5V7M3 13h2l-2 3h2",
  quote: "M4 13c2-1 3-3 3-5H4V5h4v3c0 4-1.500 6-4 7M11 13c2-1 3-3 3-5h-3V5h4v3c0 4-1.500 6-4 7",
  note: "M4 15L7 6l3 9M5 12h4M13 7l2-1.500V11",
  plus: "M10 4v12M4 10h12",
  table: "M3 4h14v12H3zM3 8h14M3 12h14M8 4v12M13 4v12",
  language: "M3 10a7 7 0 1 0 14 0 7 7 0 1 0-14 0M3 10h14M10 3c-5 4-5 10 0 14M10 3c5 4 5 10 0 14",
  find: "M4 9a5 5 0 1 0 10 0 5 5 0 1 0-10 0M12.500 12.500L17 17",
  undo: "M7 5L3 9l4 4M3 9h9a4 4 0 0 1 0 8H9",
  redo: "M13 5l4 4-4 4M17 9H8a4 4 0 0 0 0 8h3",
  help: "M7 8a3 3 0 1 1 4 2.800c-.8.4-1 .9-1 1.700M10 15.500h.01",
} as const;
