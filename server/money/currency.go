package money

import (
	"slices"
	"strings"
)

// Currency is an ISO 4217 alphabetic code such as "CNY".
type Currency string

// The active ISO 4217 currencies by number of decimals, as published by the maintenance agency up to amendment 180
// (Bulgaria's lev left with the euro on 2026-01-01). Fund codes (BOV, CHE, CHW, CLF, COU, MXV, USN, UYI, UYW, XAD),
// units of account (XDR, XSU, XUA), metals (XAG, XAU, XPD, XPT), bond units (XBA..XBD) and XTS, XXX are left out on
// purpose: nobody is paid in them.
const (
	zeroDecimals = "BIF CLP DJF GNF ISK JPY KMF KRW PYG RWF UGX VND VUV XAF XOF XPF"

	twoDecimals = "AED AFN ALL AMD AOA ARS AUD AWG AZN BAM BBD BDT BMD BND BOB BRL BSD BTN BWP BYN BZD CAD CDF CHF CNY " +
		"COP CRC CUP CVE CZK DKK DOP DZD EGP ERN ETB EUR FJD FKP GBP GEL GHS GIP GMD GTQ GYD HKD HNL HTG HUF IDR ILS " +
		"INR IRR JMD KES KGS KHR KPW KYD KZT LAK LBP LKR LRD LSL MAD MDL MGA MKD MMK MNT MOP MRU MUR MVR MWK MXN MYR " +
		"MZN NAD NGN NIO NOK NPR NZD PAB PEN PGK PHP PKR PLN QAR RON RSD RUB SAR SBD SCR SDG SEK SGD SHP SLE SOS SRD " +
		"SSP STN SVC SYP SZL THB TJS TMT TOP TRY TTD TWD TZS UAH USD UYU UZS VED VES WST XCD XCG YER ZAR ZMW ZWG"

	threeDecimals = "BHD IQD JOD KWD LYD OMR TND"
)

// Exponent returns the number of decimals of c: 0, 2 or 3. The error is ErrCurrencyUnknown.
func (c Currency) Exponent() (int, error) {
	switch {
	case len(c) != 3 || strings.Contains(string(c), " "):
		return 0, ErrCurrencyUnknown
	case listed(twoDecimals, c):
		return 2, nil
	case listed(zeroDecimals, c):
		return 0, nil
	case listed(threeDecimals, c):
		return 3, nil
	}
	return 0, ErrCurrencyUnknown
}

// listed looks c up in a list of codes four bytes apart.
func listed(codes string, c Currency) bool {
	lo, hi := 0, (len(codes)+1)/4
	for lo < hi {
		mid := (lo + hi) / 2
		switch at := codes[mid*4 : mid*4+3]; {
		case at == string(c):
			return true
		case at < string(c):
			lo = mid + 1
		default:
			hi = mid
		}
	}
	return false
}

// Currencies returns every known code in alphabetical order.
func Currencies() []Currency {
	var all []Currency
	for _, code := range strings.Fields(zeroDecimals + " " + twoDecimals + " " + threeDecimals) {
		all = append(all, Currency(code))
	}
	slices.Sort(all)
	return all
}
