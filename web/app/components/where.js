import { html } from 'htm/preact';
import { t } from '../texts.js';

/** The letterhead and the sticker, with the two numbers marked. */
export function WhereNumbersStand() {
  return html`
    <figure>
      <div>
        <h3>${t('where-letter')}</h3>
        <svg viewBox="-1 -1 272 244" role="img" aria-label=${t('where-letter-picture')}>
          <rect class="paper" width="270" height="242" rx="2" />
          <path class="grey-2" d="M20 22h58v10h-58zM20 140h92v8h-92z" />
          <path class="grey" d="M20 58h84v5h-84zM20 69h70v5h-70zM20 80h78v5h-78zM20 164h230v5h-230zM20 176h230v5h-230zM20 188h206v5h-206zM20 211h150v5h-150z" />
          <rect class="mark" x="134" y="42" width="122" height="36" rx="3" />
          <text x="144" y="57">${t('customer-no')}</text><text class="v" x="144" y="72">17102995</text>
          <rect class="mark" x="134" y="86" width="122" height="36" rx="3" />
          <text x="144" y="101">${t('contract-no')}</text><text class="v" x="144" y="116">SPV-20418</text>
        </svg>
      </div>
      <div>
        <h3>${t('where-sticker')}</h3>
        <svg viewBox="-1 -1 208 152" role="img" aria-label=${t('where-sticker-picture')}>
          <rect class="paper" width="206" height="150" rx="8" />
          <path class="grey-2" d="M16 18h52v9h-52z" />
          <path class="grey" d="M16 40h120v5h-120zM16 51h98v5h-98z" />
          <rect class="mark" x="12" y="68" width="182" height="46" rx="3" />
          <text x="22" y="87">${t('sticker-customer')}</text><text class="v" x="96" y="87">17102995</text>
          <text x="22" y="105">${t('sticker-contract')}</text><text class="v" x="96" y="105">SPV-20418</text>
          <text x="22" y="134">${t('sticker-serial')}</text><text x="96" y="134">FinalTest2</text>
        </svg>
      </div>
    </figure>`;
}
