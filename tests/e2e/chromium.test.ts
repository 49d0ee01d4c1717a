import { walkProduct } from './specs/product.ts';

walkProduct('chromium');
