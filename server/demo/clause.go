package demo

import "fmt"

func clause(id, titleEn, titleZh, en, zh string) Clause {
	return Clause{ID: id, Title: both(titleEn, titleZh), Text: both(en, zh)}
}

func clauseEscrow() Clause {
	return clause("payment", "Payment through escrow", "资金托管",
		"The Buyer pays the Total into the escrow account of the clearing house within seven days of the last signature. Each Milestone is released to the Seller upon acceptance and not before.",
		"买方应在最后一方签署之日起七日内将总价款存入交割所的托管账户。各里程碑款项在验收后放款，验收前不得放款。")
}

func clauseInspection(days int) Clause {
	return clause("inspection", "Inspection and acceptance", "检验与验收",
		fmt.Sprintf("The Buyer inspects each Deliverable within %d days of receipt and either accepts it or names the defects in writing, item by item. Defects that do not impair use entitle the Buyer to repair, not to refusal.", days),
		fmt.Sprintf("买方应在收到每项交付物后%d日内完成检验，并予以验收，或逐项书面列明缺陷。不影响使用的缺陷，买方可要求修补，但不得拒收。", days))
}

func clauseSilence(days int) Clause {
	return clause("silence", "Silence", "逾期视为验收",
		fmt.Sprintf("If the Buyer gives no notice within %d days of receipt, and no dispute is pending, the Deliverable is deemed accepted.", days),
		fmt.Sprintf("买方在收到交付物后%d日内未作任何通知，且无争议待决的，该交付物视为验收合格。", days))
}

func clauseMasters() Clause {
	return clause("masters", "Delivery materials", "交付素材",
		"The Seller delivers a graded master in 4K, separate music and effects, a dialogue list with time code, and twenty-five cleared stills. Materials that fail technical control are replaced within ten working days at the Seller's expense.",
		"卖方应交付经调色的4K母版、独立的音乐音效轨、带时码的对白台本及二十五张已获授权的剧照。未通过技术审查的素材，卖方应在十个工作日内自费更换。")
}

func clauseDubbing(share int) Clause {
	return clause("dubbing", "Dubbed version", "配音版",
		fmt.Sprintf("The Buyer produces the dubbed version and bears its cost; the Seller contributes %d per cent of the invoiced amount, capped at EUR 6,000. The Seller may use the dubbed version outside the Territory against repayment of half of the Buyer's share.", share),
		fmt.Sprintf("配音版由买方制作并承担费用，卖方承担发票金额的%d%%，上限六千欧元。卖方偿付买方所承担费用的一半后，可在授权地域之外使用该配音版。", share))
}

func clauseHoldback(days int) Clause {
	return clause("holdback", "Holdback", "保留期",
		fmt.Sprintf("The Seller does not exploit the Work, or permit others to exploit it, on free or advertising-funded services in the Territory for %d days after the Buyer's first publication.", days),
		fmt.Sprintf("自买方首次上线之日起%d日内，卖方不得自行或许可他人在授权地域内的免费或广告平台上使用本作品。", days))
}

func clauseChain() Clause {
	return clause("title", "Chain of title", "权利保证",
		"The Seller warrants that it holds all rights granted here, music included, free of claims by third parties, and indemnifies the Buyer against such claims. The contracts with authors and performers are shown to the Buyer on request.",
		"卖方保证其拥有本合同所授全部权利（含音乐），且不存在第三方主张；如有主张，由卖方予以赔偿。买方有权要求查阅与作者及表演者的合同。")
}

func clauseReports() Clause {
	return clause("reports", "Reports", "收益报告",
		"The Buyer reports views, revenue and deductions per territory within forty-five days of each half-year. The Seller may have the books examined once a year by a sworn accountant.",
		"买方应在每半年结束后四十五日内，按地域报告播放量、收入与扣除项。卖方每年可委托一次具有资质的会计师查账。")
}

func clauseCredit() Clause {
	return clause("credit", "Credit", "署名",
		"The studio and the makers are named in the opening or closing titles and on every poster, in the form they choose. An error is corrected in the next edition.",
		"工作室与主创按其指定的形式在片头或片尾及所有海报上署名。署名有误的，应在下一版本中更正。")
}

func clauseDelay(perWeek, limit, zhWeek, zhLimit string) Clause {
	return clause("delay", "Delay", "逾期",
		fmt.Sprintf("For each full week of delay for which the Seller is responsible, the price of the delayed part is reduced by %s, up to %s in all. After six weeks the Buyer may withdraw from that part.", perWeek, limit),
		fmt.Sprintf("因卖方原因每逾期满一周，逾期部分价款减少%s，累计不超过%s。逾期满六周的，买方有权解除该部分。", zhWeek, zhLimit))
}

func clausePacking() Clause {
	return clause("packing", "Packing and breakage", "包装与破损",
		"Each piece is packed singly, the carton passes a drop from one metre, and a list of contents in both languages lies on top. Breakage reported with photographs within five days of arrival is replaced with the next consignment.",
		"每件独立包装，外箱须通过一米跌落测试，箱内最上层附双语清单。到货后五日内附照片申报的破损，随下一批货补发。")
}

func clauseSample() Clause {
	return clause("sample", "Sealed sample", "封样",
		"Two sealed samples are kept, one by each party. Colour, weight and finish are judged against the sample and not against photographs; the variation natural to handwork is no defect.",
		"双方各执一份封样。颜色、重量与做工以封样为准，不以照片为准；手工制品的自然差异不视为缺陷。")
}

func clausePermit() Clause {
	return clause("permit", "Export formalities", "出口手续",
		"The Seller obtains the export licence and, for pieces that fall under heritage rules, the certificate that they are new work. Nothing is shipped before the papers are in the order.",
		"卖方负责办理出口许可；涉及文物管理的，须取得当代作品证明。单证未上传至订单前不得发货。")
}

func clauseRevisions(rounds int) Clause {
	return clause("revisions", "Rounds of revision", "修改轮次",
		fmt.Sprintf("The price covers %d rounds of revision for each delivery. Changes to an approved stage are charged by the day at the rate of the quotation, after written confirmation.", rounds),
		fmt.Sprintf("价款包含每次交付的%d轮修改。对已确认阶段的改动，经书面确认后按报价中的日费率计费。", rounds))
}

func clauseOwnership() Clause {
	return clause("ownership", "Ownership of results", "成果归属",
		"Rights in the results pass to the Buyer with the release of the last Milestone. The Seller keeps its tools, libraries and methods, and may show the work in its portfolio once it has been published.",
		"最后一个里程碑放款时，成果的权利转移至买方。卖方保留其工具、素材库与方法，并可在成果公开后用于作品展示。")
}

func clauseShares(ours, theirs int) Clause {
	return clause("shares", "Shares and recoupment", "份额与回收",
		fmt.Sprintf("The copyright is held %d to %d by the Chinese and the foreign producer. Receipts first repay both contributions in proportion and are then divided in the same ratio.", ours, theirs),
		fmt.Sprintf("著作权由中方与外方按%d比%d共有。收入先按比例返还双方投入，其后按同一比例分配。", ours, theirs))
}

func clauseSafety() Clause {
	return clause("safety", "Safety on site", "现场安全",
		"The Seller's crew follows the safety rules of the site and carries liability insurance of at least USD 2 million. Work stops at the wind speed, heat or water level stated in the method statement, and the time is added to the schedule.",
		"卖方人员遵守现场安全规定，并投保不低于二百万美元的责任险。达到施工方案所列风速、高温或水位时停工，工期顺延。")
}

func clauseLapse(months int) Clause {
	return clause("lapse", "Lapse of the option", "选择权到期",
		fmt.Sprintf("If principal photography has not begun %d months after signature, the rights return to the author without further notice, and the option fee is not repaid.", months),
		fmt.Sprintf("自签署之日起%d个月内未开机的，权利自动返还作者，无需另行通知，选择权费用不予退还。", months))
}

func clauseLaw() Clause {
	return clause("law", "Law and disputes", "法律与争议",
		"Disputes go first to negotiation for seven days, then to the arbitrator of the clearing house, whose reasoned ruling binds the release of escrow. Both language versions have equal force; where they differ, the purpose of the contract decides.",
		"争议先行协商七日，协商不成提交交割所仲裁员，其附理由的裁决对托管款项的放款具有约束力。两种文本具有同等效力，如有歧义，以合同目的为准。")
}
