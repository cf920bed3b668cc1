"""What staff of the example company write down in passing, in the language they work in."""

from __future__ import annotations

# A call to understand: what was said, in the customer's own words.
CALL = {
    "en": "Called and listened first. In their own words, why it happened: “{cause}”. What would put it right: {wish}",
    "ja": "お電話し、まずお話を伺いました。お客様のお言葉で原因は「{cause}」。ご希望：{wish}",
    "zh-hans": "去电，先请顾客讲完。顾客自己的说法：“{cause}”。希望：{wish}",
    "ms": "Telefon dan dengar dahulu. Kata pelanggan sendiri: “{cause}”. Kehendak: {wish}",
}
NO_WISH = {"en": "not said yet", "ja": "まだ伺っていない", "zh-hans": "还没有说", "ms": "belum dinyatakan"}
# What was offered while waiting costs the customer something every day.
STOP_GAP = {
    "en": "Something to use meanwhile, lent free of charge and brought the same day",
    "ja": "直るまでの間、代わりの品を無料でお貸しし、当日お届けする",
    "zh-hans": "处理期间免费借用一台代用品，当天送到",
    "ms": "Barang ganti sementara dipinjamkan percuma dan dihantar hari yang sama",
}
SOURCE = {"en": "file of the unit", "ja": "担当部門の記録", "zh-hans": "部门档案", "ms": "fail unit berkenaan"}
READ_RECORD = {
    "en": "I have read the whole first round: what was told, found, offered and done, and what still is not right.",
    "ja": "一度目の経過、調査の結果、ご提案と対応、まだ解決していない点をすべて読みました。",
    "zh-hans": "第一轮的经过、查明的事实、答复和处理，以及还没有解决的地方，我都已读完。",
    "ms": "Saya telah membaca keseluruhan pusingan pertama: aduan, dapatan, tawaran, tindakan dan apa yang belum selesai.",
}
# The customer's reply to our answer, where the story does not hold their own words.
AGREE = {
    "en": "Yes, that is fair. This one, please: {option}",
    "ja": "わかりました。こちらでお願いします：{option}",
    "zh-hans": "可以，就按这个办：{option}",
    "ms": "Baik, saya setuju. Saya pilih: {option}",
}
DISPUTE = {
    "en": "No, I do not accept this. Please let somebody else look at it.",
    "ja": "納得できません。別の方にもう一度見ていただきたいです。",
    "zh-hans": "这个答复我不接受，请换一位同事再看一遍。",
    "ms": "Saya tidak bersetuju. Minta orang lain menyemaknya semula.",
}
READ_BACK = {
    "en": "Read back to the customer: “{words}” They said that this is right.",
    "ja": "復唱：「{words}」 お客様は「そのとおり」とおっしゃいました。",
    "zh-hans": "复述给顾客听：“{words}” 顾客说没错。",
    "ms": "Dibaca semula kepada pelanggan: “{words}” Pelanggan mengesahkannya.",
}
REMIND = {
    "en": "Called and asked whether our answer had arrived; left word that the offer stands until {date}.",
    "ja": "回答が届いたかお電話で伺い、ご提案は{date}まで有効とお伝えしました。",
    "zh-hans": "去电询问答复是否收到，并说明方案保留到{date}。",
    "ms": "Telefon bertanya sama ada jawapan kami sudah diterima; tawaran terbuka hingga {date}.",
}
ONE_WAY = {
    "en": "Only this puts it right; nothing else would be a choice.",
    "ja": "これ以外に埋め合わせとなるものがないため。",
    "zh-hans": "只有这样才能真正解决，其他做法称不上选择。",
    "ms": "Hanya ini yang dapat membetulkannya; yang lain bukan pilihan sebenar.",
}
DONE = {
    "en": "Handed over as agreed, confirmed by the customer",
    "ja": "お約束どおりお渡しし、お客様にご確認いただいた",
    "zh-hans": "已按约定交付，顾客确认收到",
    "ms": "Diserahkan seperti dipersetujui, disahkan oleh pelanggan",
}
CONTENT = {
    "en": "Yes, it is all right now, thank you.",
    "ja": "はい、おかげさまで片付きました。",
    "zh-hans": "好了，没问题了，谢谢。",
    "ms": "Ya, sudah selesai. Terima kasih.",
}
NO_ANSWER = {
    "en": "Nobody answered; left word when we try again.",
    "ja": "ご不在。次にご連絡する日時を伝言しました。",
    "zh-hans": "无人接听，已留言说明下次联系时间。",
    "ms": "Tiada jawapan; pesan ditinggalkan bila kami cuba lagi.",
}
SAME_MATTER = {
    "en": "The same customer, the same order, the same event; told twice.",
    "ja": "同じお客様、同じご注文、同じ出来事について二度ご連絡をいただいたもの。",
    "zh-hans": "同一位顾客、同一张单、同一件事，分两次反映。",
    "ms": "Pelanggan, pesanan dan kejadian yang sama, diadukan dua kali.",
}
SAFE = {
    "en": "Looked at the piece and the report: nobody can come to harm from it any more.",
    "ja": "現物と報告書を確認。これによりけがや事故が起こるおそれはなくなりました。",
    "zh-hans": "已查看实物和报告，不会再有人因此受到伤害。",
    "ms": "Barang dan laporan telah diperiksa; tiada lagi bahaya kepada sesiapa.",
}


def of(table: dict[str, str], language: str, **fields: str) -> str:
    """Give a phrase in a language of ours."""
    return table[language].format(**fields)
