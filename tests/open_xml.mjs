// Judge Word and Excel files by Microsoft's Open XML SDK: one list of faults a file, as JSON, in the order they came.
import { readFile } from "node:fs/promises";
import { pathToFileURL } from "node:url";

const [validator, ...files] = process.argv.slice(2);
const { default: validate, getFileFormatFromName } = await import(pathToFileURL(validator).href);
const told = [];
for (const file of files) {
  const faults = await validate(new Uint8Array(await readFile(file)), getFileFormatFromName(file), "Office2019");
  told.push(faults.map((each) => `${each.path?.partUri} ${each.path?.xpath}: ${each.description}`));
}
process.stdout.write(JSON.stringify(told), () => process.exit(0));
