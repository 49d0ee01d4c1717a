interface NavigationLike {
  addEventListener(type: 'currententrychange', listener: () => void): void;
  removeEventListener(type: 'currententrychange', listener: () => void): void;
}

/** The browser's own word on single-page navigation (Chrome, Firefox ≥ 147); `undefined` where it has none. */
const navigationOf = (): NavigationLike | undefined => {
  const { navigation } = globalThis as { navigation?: Partial<NavigationLike> };
  return typeof navigation?.addEventListener === 'function' ? (navigation as NavigationLike) : undefined;
};

/**
 * Calls `onChange` after each navigation within the document. The page's own `pushState` cannot be wrapped from a
 * content script, so where the browser does not tell, `told` is false and the caller has to look now and then.
 */
export function watchNavigation(onChange: () => void): { readonly told: boolean; stop(): void } {
  const navigation = navigationOf();
  navigation?.addEventListener('currententrychange', onChange);
  addEventListener('popstate', onChange);
  return {
    told: navigation !== undefined,
    stop() {
      navigation?.removeEventListener('currententrychange', onChange);
      removeEventListener('popstate', onChange);
    },
  };
}
