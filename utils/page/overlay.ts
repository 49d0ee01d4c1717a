/** A rectangle in the viewport. */
export interface Box {
  readonly left: number;
  readonly top: number;
  readonly right: number;
  readonly bottom: number;
}

const GAP = 12;
const INTERACTIVE =
  'a[href],button,input,select,textarea,summary,label,iframe,[role="button"],[role="tab"],[role="menuitem"],[contenteditable]';

const overlaps = (a: Box, b: Box): boolean =>
  a.left < b.right && b.left < a.right && a.top < b.bottom && b.top < a.bottom;

/** The part of a page's element that our group must not cover: a control as a whole, of other elements their text. */
function occupied(element: Element, box: Box): Box | undefined {
  const control = element.closest(INTERACTIVE);
  if (control !== null) return control.getBoundingClientRect();
  let texts = 0;
  for (const node of element.childNodes) {
    if (node.nodeType !== Node.TEXT_NODE || (node.nodeValue ?? '').trim() === '') continue;
    texts += 1;
    if (texts > 10) break;
    const range = document.createRange();
    range.selectNodeContents(node);
    for (const rect of range.getClientRects()) {
      if (overlaps(rect, box)) return rect;
    }
  }
  return undefined;
}

/**
 * What of the page lies under a box; `undefined` where nothing does. Seven points tell: nothing that matters is
 * smaller than the gaps between them.
 * @param own our host, where it stands there already and has to be looked through
 */
export function blockerOf(box: Box, own?: Element): Box | undefined {
  const width = box.right - box.left;
  const middle = (box.top + box.bottom) / 2;
  const points = [
    [box.left + 4, box.top + 4],
    [box.right - 4, box.top + 4],
    [box.left + width / 4, middle],
    [box.left + width / 2, middle],
    [box.right - width / 4, middle],
    [box.left + 4, box.bottom - 4],
    [box.right - 4, box.bottom - 4],
  ] as const;
  for (const [x, y] of points) {
    const element =
      own === undefined
        ? document.elementFromPoint(x, y)
        : document.elementsFromPoint(x, y).find((one) => one !== own);
    const taken = element === null || element === undefined ? undefined : occupied(element, box);
    if (taken !== undefined) return taken;
  }
  return undefined;
}

/**
 * A free place for a group of this size at the top right of an area, moved left past controls and text, then
 * down a row; `undefined` where there is none that can be seen. Coordinates are the viewport's. Our own host must
 * not be in the way of the pointer meanwhile.
 */
export function findFreePlace(area: Box, size: { width: number; height: number }): Box | undefined {
  for (let row = 0; row < 3; row += 1) {
    const top = area.top + GAP + row * (size.height + GAP);
    let right = Math.min(area.right, innerWidth) - GAP;
    for (let attempt = 0; attempt < 8; attempt += 1) {
      const box = { left: right - size.width, top, right, bottom: top + size.height };
      // What lies outside the viewport cannot be probed, and is not where an admin looks.
      if (box.left < Math.max(area.left, 0) || box.bottom > Math.min(area.bottom, innerHeight) || top < 0)
        break;
      const blocker = blockerOf(box);
      if (blocker === undefined) return box;
      right = Math.min(blocker.left, right - 1) - GAP;
    }
  }
  return undefined;
}
