import { type Field } from '../../core/reading/field';

/** Called with the field of the service and the message for everything that is refused. */
type Refuse = (key: string, message: string) => void;

/** Devices are asked for by their number or by their names. */
export function checkDeviceRequests(field: Field, refuse: Refuse): void {
  const reserved = field.get('deploy').get('resources').get('reservations').get('devices');
  for (const [key, name, list] of [
    ['gpus', 'gpus', field.get('gpus')],
    ['deploy', 'deploy.resources.reservations.devices', reserved],
  ] as const) {
    if (!Array.isArray(list.value)) continue;
    for (const [index, device] of list.list((one) => one).items.entries())
      if (!device.get('count').isAbsent && !device.get('device_ids').isAbsent)
        refuse(key, `${name}[${index}] has count and device_ids, and only one of them can choose the devices`);
  }
}
