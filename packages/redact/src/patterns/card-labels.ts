import { type ContextWords, wordsOf } from '../scan/context.js';

/** Words before a number that say that it is a card, and that it is something else: the nearest one decides. */
export const CARD_LABELS: ContextWords = {
  for: wordsOf(`
    card cards pan cc creditcard debitcard visa mastercard maestro amex discover diners jcb unionpay mir
    rupay payment pay paid charge charged ccnum ccnumber cardnumber cardno karte kreditkarte kartennummer
    kreditkartennummer carte tarjeta carta cartão cartao kort kortnummer kaart creditcardnummer karta karty
    kartu карта карты картой карту kártya kartı kart
  `),
  against: wordsOf(`
    id ids uid uuid guid oid xid cid rid mid sid jti kid eid qid vid lid nid gid iid msgid userid traceid spanid
    order orders invoice receipt ref refs reference tracking track transaction txn trans txid tx
    trace traces span spans parent root b3 request req correlation session ticket case issue batch shipment parcel
    awb sku ean gtin upc isbn barcode imei imsi iccid serial vin sn seq sequence revision rev revs version build
    commit sha md5 hash hashes checksum crc digest etag nonce salt seed fingerprint hmac signature checkpoint
    offset position pos cursor index idx pointer ptr handle addr lsn scn gtid wal migration generation gen term
    chunk block blk segment sector extent page slab part upload snapshot backup blob file inode volume disk
    drive lun wwn device partition shard slot bucket cluster node pod container image layer instance machine
    boot vm process thread worker task job event object obj socket conn connection channel stream flow packet
    frame queue topic lease lock mutex latch pid tid cpu core irq register
    timestamp ts time epoch nanos micros millis ns us ms elapsed duration latency took uptime deadline tick ticks
    cycle cycles counter count total sum max min avg mean delta diff amount price balance bytes size length len
    capacity used free limit quota phone tel mobile fax snowflake tweet
    merchant terminal acquirer stan rrn arn mcc approval
    bestellung bestellnummer auftrag auftragsnummer referenz kennung größe zeit dauer anzahl prüfsumme
    rechnung rechnungsnummer kundennummer sendungsnr paket paketnummer pakket zending pacco spedizione colis suivi livraison expédition
    paquete envío seguimiento encomenda pacote rastreio paczka przesyłka przesyłki посылка посылки трек försändelse pakke commande facture pedido factura ordine fattura zamówienie
    zamówienia beställning заказ sendung sendungsnummer vorgang vorgangsnummer заказа bestelling encomenda
    ordre référence identifiant taille durée somme empreinte referencia identificador tamaño duración huella
    referência tamanho duração riferimento identificativo dimensione durata referentie kenmerk grootte duur
    referens storlek varaktighet identyfikator rozmiar skrót идентификатор размер смещение хеш
  `),
  fillers: wordsOf(`
    number numbers num no nr nbr is was of the has with value code full nummer numéro numero número numer
    номер ist est es lautet war mit avec con ending named called new old her his their my your
  `),
};
