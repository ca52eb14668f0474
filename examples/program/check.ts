import { explain, fixOf } from 'portwright';
import { findingsOf, prepareInputs, readInputs } from 'portwright/formats';

/** What is wrong in some files, a line each: `compose.yaml:14 host port 8080/tcp … is already taken …; take another host port …`. */
export async function mistakes(files: { name: string; text: string }[]): Promise<string[]> {
  await prepareInputs(files); // for .tf files, whose parser is loaded when it is needed
  return readInputs(files).flatMap((input) =>
    findingsOf(input.reading).map((finding) => {
      const line = input.locate(finding.at)?.line;
      const where = [finding.at.file ?? finding.at.path, ...(line === undefined ? [] : [line])].join(':');
      return `${where} ${explain(finding)}; ${fixOf(finding, input.language)}`;
    }),
  );
}
