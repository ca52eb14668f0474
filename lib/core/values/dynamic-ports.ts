/**
 * First and last port of the window that dynamic mappings come from, unless the instance says otherwise: the ephemeral ports of
 * the operating system.
 * @see https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_PortMapping.html
 * @see https://www.kernel.org/doc/html/latest/networking/ip-sysctl.html
 */
export const DYNAMIC_PORTS: Readonly<Record<'linux' | 'windows', readonly [number, number]>> = {
  linux: [32768, 60999],
  windows: [49152, 65535],
};
