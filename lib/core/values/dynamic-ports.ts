/** First and last port of the window that dynamic mappings come from, unless the instance says otherwise. */
export const DYNAMIC_PORTS: Readonly<Record<'linux' | 'windows', readonly [number, number]>> = {
  linux: [32768, 60999],
  windows: [49152, 65535],
};
