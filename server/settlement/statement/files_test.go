package statement

// Files of each format that the tests cut, bend and read.

const camt053 = `<?xml version="1.0" encoding="UTF-8"?>
<Document xmlns="urn:iso:std:iso:20022:tech:xsd:camt.053.001.08"><BkToCstmrStmt>
<GrpHdr><MsgId>M1</MsgId><CreDtTm>2026-11-21T20:00:00Z</CreDtTm></GrpHdr>
<Stmt><Id>S1</Id><ElctrncSeqNb>7</ElctrncSeqNb><CreDtTm>2026-11-21T20:00:00Z</CreDtTm>
<Acct><Id><IBAN>NL26VAYB8060476890</IBAN></Id><Ccy>CNY</Ccy></Acct>
<Bal><Tp><CdOrPrtry><Cd>OPBD</Cd></CdOrPrtry></Tp><Amt Ccy="CNY">100.00</Amt><CdtDbtInd>CRDT</CdtDbtInd><Dt><Dt>2026-11-21</Dt></Dt></Bal>
<Bal><Tp><CdOrPrtry><Cd>CLBD</Cd></CdOrPrtry></Tp><Amt Ccy="CNY">149.25</Amt><CdtDbtInd>CRDT</CdtDbtInd><Dt><Dt>2026-11-21</Dt></Dt></Bal>
<Ntry><Amt Ccy="CNY">50.00</Amt><CdtDbtInd>CRDT</CdtDbtInd><Sts><Cd>BOOK</Cd></Sts><BookgDt><DtTm>2026-11-21T23:30:00+08:00</DtTm></BookgDt>
<ValDt><Dt>2026-11-22+08:00</Dt></ValDt><AcctSvcrRef>R1</AcctSvcrRef><NtryDtls><TxDtls><Refs><EndToEndId>E1</EndToEndId></Refs>
<Amt Ccy="CNY">50.00</Amt><CdtDbtInd>CRDT</CdtDbtInd><Chrgs><Rcrd><Amt Ccy="CNY">0.75</Amt></Rcrd></Chrgs>
<RltdPties><Dbtr><Pty><Nm>Käufer &amp; Söhne 买方</Nm></Pty></Dbtr><DbtrAcct><Id><Othr><Id>6222</Id></Othr></Id></DbtrAcct></RltdPties>
<RmtInf><Ustrd>ord_1</Ustrd><Ustrd>first part</Ustrd></RmtInf></TxDtls></NtryDtls></Ntry>
<Ntry><Amt Ccy="CNY">0.75</Amt><CdtDbtInd>DBIT</CdtDbtInd><Sts><Cd>BOOK</Cd></Sts><BookgDt><Dt>2026-11-21</Dt></BookgDt><AddtlNtryInf>fee</AddtlNtryInf></Ntry>
<Ntry><Amt Ccy="CNY">9</Amt><CdtDbtInd>CRDT</CdtDbtInd><Sts><Cd>PDNG</Cd></Sts><BookgDt><Dt>2026-11-21</Dt></BookgDt></Ntry>
</Stmt></BkToCstmrStmt></Document>`

const pain002 = `<?xml version="1.0"?>
<Document xmlns="urn:iso:std:iso:20022:tech:xsd:pain.002.001.10"><CstmrPmtStsRpt>
<GrpHdr><MsgId>A1</MsgId><CreDtTm>2026-11-21T20:00:00Z</CreDtTm></GrpHdr>
<OrgnlGrpInfAndSts><OrgnlMsgId>P1</OrgnlMsgId><OrgnlMsgNmId>pain.001.001.09</OrgnlMsgNmId><GrpSts>PART</GrpSts></OrgnlGrpInfAndSts>
<OrgnlPmtInfAndSts><OrgnlPmtInfId>CNY-1</OrgnlPmtInfId>
<TxInfAndSts><OrgnlEndToEndId>E1</OrgnlEndToEndId><TxSts>ACSP</TxSts></TxInfAndSts>
<TxInfAndSts><OrgnlEndToEndId>E2</OrgnlEndToEndId><TxSts>RJCT</TxSts><StsRsnInf><Rsn><Cd>AC04</Cd></Rsn></StsRsnInf></TxInfAndSts>
</OrgnlPmtInfAndSts></CstmrPmtStsRpt></Document>`

const camt056 = `<?xml version="1.0" encoding="UTF-8"?>
<Document xmlns="urn:iso:std:iso:20022:tech:xsd:camt.056.001.08"><FIToFIPmtCxlReq>
<Assgnmt><Id>ASG-1</Id><Assgnr><Agt><FinInstnId><BICFI>BANKDEFF</BICFI></FinInstnId></Agt></Assgnr><CreDtTm>2026-11-21T20:00:00Z</CreDtTm></Assgnmt>
<Case><Id>CASE-1</Id></Case><CtrlData><NbOfTxs>2</NbOfTxs></CtrlData>
<Undrlyg><TxInf><CxlId>CXL-1</CxlId><OrgnlGrpInf><OrgnlMsgId>M1</OrgnlMsgId><OrgnlMsgNmId>pacs.008.001.08</OrgnlMsgNmId></OrgnlGrpInf>
<OrgnlEndToEndId>E1</OrgnlEndToEndId><OrgnlTxId>T1</OrgnlTxId><OrgnlIntrBkSttlmAmt Ccy="CNY">50.00</OrgnlIntrBkSttlmAmt>
<OrgnlIntrBkSttlmDt>2026-11-20</OrgnlIntrBkSttlmDt><CxlRsnInf><Rsn><Cd>DUPL</Cd></Rsn><AddtlInf>paid twice,</AddtlInf><AddtlInf>sorry</AddtlInf></CxlRsnInf></TxInf>
<TxInf><OrgnlEndToEndId>NOTPROVIDED</OrgnlEndToEndId><CxlRsnInf><Rsn><Prtry>OTHER</Prtry></Rsn></CxlRsnInf></TxInf></Undrlyg>
</FIToFIPmtCxlReq></Document>`

const mt940 = "{1:F01BANKCNBJAXXX0000000000}{2:O9400000}{4:\r\n:20:S1\r\n:25:6222\r\n:28C:7/1\r\n:60F:C261230CNY100,\r\n" +
	":61:2612311231C50,NTRFNONREF//R1\r\n:86:/EREF/E1/REMI/ord_1 first\r\n part/NAME/买方\r\n" +
	":61:2701020101D0,75NCHGE2//R2\r\nsupplementary\r\n:86:fee\r\n" +
	":61:2701020101RC10,NRTI//R3\r\n:61:2701020101RD2,5NRTI//R4\r\n" +
	":62F:C270101CNY141,75\r\n:64:C270101CNY141,75\r\n-}"

const csvEnglish = "record,account,statement,number,date,value,amount,currency,status,reversal,bankReference,endToEnd,reference,party,partyAccount,reason\n" +
	"opening,6222,S1,7,2026-11-21,,100.00,CNY,,,,,,,,\n" +
	"line,6222,S1,7,2026-11-21,2026-11-22,50.00,CNY,booked,false,R1,E1,\"ord_1, first \"\"part\"\"\",买方,6333,\n" +
	"line,6222,S1,7,2026-11-21,,-0.75,CNY,,,R2,,fee,,,\n" +
	"closing,6222,S1,7,2026-11-21,,149.25,CNY,,,,,,,,\n"

const csvChinese = "类型;账号;记账日期;金额;币种;附言;冲正\r\n期初;6222;2026-11-21;100;CNY;;\r\n明细;6222;2026-11-21;-50.5;CNY;货款;是\r\n期末;6222;2026-11-21;49.50;CNY;;\r\n"
