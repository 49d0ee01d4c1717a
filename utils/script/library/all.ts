/** Every topic of the library, in the order they are added. */
import { closures } from './closures.ts';
import { collections } from './collections.ts';
import { exceptions } from './exceptions.ts';
import { maps } from './maps.ts';
import { numbers } from './numbers.ts';
import { objects } from './objects.ts';
import type { LibraryTopic } from './registry.ts';
import { text } from './text.ts';

export const libraryTopics: readonly LibraryTopic[] = [
  objects,
  exceptions,
  numbers,
  text,
  collections,
  maps,
  closures,
];
