import { type IpAddress } from '../../values/address';

/** The MAC address that engines before 28 make of the IPv4 address of a container. */
export function macMadeOf({ value }: IpAddress): string {
  const bytes = [24n, 16n, 8n, 0n].map((shift) => Number((value >> shift) & 255n));
  return `02:42:${bytes.map((byte) => byte.toString(16).padStart(2, '0')).join(':')}`;
}
