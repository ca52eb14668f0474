/** Ports that web servers usually have: who listens on one of them has the others for nothing else, such as for its management. */
const WEB_PORTS: ReadonlySet<number> = new Set([80, 443, 3000, 4000, 5000, 8000, 8080, 8443, 8888]);

/** Whether a port is one that web servers usually have. */
export function isWebPort(port: number): boolean {
  return WEB_PORTS.has(port);
}

/** Whether a port is one of a web server that has another one of these already, and not one that may be open besides. */
export function isSecondWebPort(port: number, listens: readonly number[]): boolean {
  return WEB_PORTS.has(port) && listens.some((one) => WEB_PORTS.has(one));
}

/** Whether a port is one of those on which programs show their health and numbers beside what they are for. */
export function isManagementPort(port: number): boolean {
  return (port >= 9000 && port <= 9999) || port === 8081 || port === 8090;
}

/**
 * Whether a program that is told its port by a variable may listen on another one as well: frameworks have further ports for
 * gRPC and for their management, but hardly for the web; what reads `PORT` has that one.
 */
export function mayBeOpenBeside(variable: string | undefined, port: number): boolean {
  return variable !== 'PORT' && !isWebPort(port);
}
