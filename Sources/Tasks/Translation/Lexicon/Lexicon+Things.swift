extension Lexicon {
  static let vehicles: [Noun] = [
    .neuter("car", "Auto", "Autos"), .masculine("bus", "Bus", "Busse"),
    .feminine("tram", "Straßenbahn", "Straßenbahnen"),
    .masculine("train", "Zug", "Züge"), .neuter("taxi", "Taxi", "Taxis"), .masculine("lorry", "Lastwagen", "Lastwagen"),
    .masculine("van", "Lieferwagen", "Lieferwagen"), .masculine("ambulance", "Krankenwagen", "Krankenwagen"),
    .neuter("police car", "Polizeiauto", "Polizeiautos"), .neuter("fire engine", "Feuerwehrauto", "Feuerwehrautos"),
    .masculine("tractor", "Traktor", "Traktoren"), .feminine("carriage", "Kutsche", "Kutschen"),
    .masculine("sports car", "Sportwagen", "Sportwagen"), .masculine("coach", "Reisebus", "Reisebusse"),
    .masculine("caravan", "Wohnwagen", "Wohnwagen"), .masculine("excavator", "Bagger", "Bagger"),
    .masculine("dustcart", "Müllwagen", "Müllwagen"), .neuter("racing car", "Rennauto", "Rennautos"),
    .masculine("tanker", "Tankwagen", "Tankwagen"),
  ]

  static let cycles: [Noun] = [
    .neuter("bicycle", "Fahrrad", "Fahrräder"), .neuter("motorcycle", "Motorrad", "Motorräder"),
    .masculine("scooter", "Roller", "Roller"), .neuter("moped", "Moped", "Mopeds"),
    .neuter("tandem", "Tandem", "Tandems"),
    .neuter("tricycle", "Dreirad", "Dreiräder"),
  ]

  static let items: [Noun] = [
    .feminine("bag", "Tasche", "Taschen"), .masculine("suitcase", "Koffer", "Koffer"),
    .masculine("rucksack", "Rucksack", "Rucksäcke"), .masculine("umbrella", "Regenschirm", "Regenschirme"),
    .feminine("camera", "Kamera", "Kameras"), .masculine("ball", "Ball", "Bälle"), .feminine("box", "Kiste", "Kisten"),
    .neuter("parcel", "Paket", "Pakete"), .masculine("basket", "Korb", "Körbe"),
    .feminine("bottle", "Flasche", "Flaschen"),
    .feminine("guitar", "Gitarre", "Gitarren"), .feminine("violin", "Geige", "Geigen"),
    .feminine("trumpet", "Trompete", "Trompeten"), .feminine("flower", "Blume", "Blumen"),
    .masculine("balloon", "Luftballon", "Luftballons"), .masculine("key", "Schlüssel", "Schlüssel"),
    .feminine("purse", "Geldbörse", "Geldbörsen"), .neuter("phone", "Telefon", "Telefone"),
    .masculine("laptop", "Laptop", "Laptops"), .neuter("knife", plural: "knives", "Messer", "Messer"),
    .feminine("cup", "Tasse", "Tassen"), .masculine("plate", "Teller", "Teller"), .masculine("broom", "Besen", "Besen"),
    .masculine("bucket", "Eimer", "Eimer"), .masculine("hammer", "Hammer", "Hämmer"), .neuter("rope", "Seil", "Seile"),
    .masculine("kite", "Drachen", "Drachen"), .feminine("doll", "Puppe", "Puppen"),
    .masculine("stick", "Stock", "Stöcke"),
    .masculine("tyre", "Reifen", "Reifen"), .feminine("coin", "Münze", "Münzen"), .feminine("watch", "Uhr", "Uhren"),
    .masculine("ring", "Ring", "Ringe"), .feminine("blanket", "Decke", "Decken"),
    .neuter("cushion", "Kissen", "Kissen"),
    .masculine("paintbrush", "Pinsel", "Pinsel"), .feminine("shovel", "Schaufel", "Schaufeln"),
    .feminine("handbag", "Handtasche", "Handtaschen"), .neuter("picture", "Bild", "Bilder"),
    .feminine("rose", "Rose", "Rosen"), .feminine("candle", "Kerze", "Kerzen"),
    .masculine("mirror", "Spiegel", "Spiegel"),
    .feminine("lamp", "Lampe", "Lampen"), .masculine("pen", "Stift", "Stifte"), .feminine("lead", "Leine", "Leinen"),
    .feminine("drum", "Trommel", "Trommeln"), .feminine("flute", "Flöte", "Flöten"),
    .masculine("racket", "Schläger", "Schläger"), .neuter("present", "Geschenk", "Geschenke"),
    .masculine("carpet", "Teppich", "Teppiche"), .feminine("brush", "Bürste", "Bürsten"),
    .feminine("torch", "Taschenlampe", "Taschenlampen"),
    .masculine("bunch of flowers", plural: "bunches of flowers", "Blumenstrauß", "Blumensträuße"),
    .feminine("saw", "Säge", "Sägen"), .masculine("hose", "Schlauch", "Schläuche"),
  ]

  static let readings: [Noun] = [
    .feminine("newspaper", "Zeitung", "Zeitungen"), .neuter("book", "Buch", "Bücher"),
    .masculine("letter", "Brief", "Briefe"),
    .masculine("city map", "Stadtplan", "Stadtpläne"), .feminine("magazine", "Zeitschrift", "Zeitschriften"),
    .masculine("timetable", "Fahrplan", "Fahrpläne"), .feminine("menu", "Speisekarte", "Speisekarten"),
    .feminine("postcard", "Postkarte", "Postkarten"), .neuter("poster", "Plakat", "Plakate"),
    .feminine("message", "Nachricht", "Nachrichten"), .feminine("ticket", "Fahrkarte", "Fahrkarten"),
    .feminine("invoice", "Rechnung", "Rechnungen"), .masculine("travel guide", "Reiseführer", "Reiseführer"),
    .masculine("novel", "Roman", "Romane"),
  ]

  static let clothing: [Noun] = [
    .masculine("hat", "Hut", "Hüte"), .feminine("cap", "Mütze", "Mützen"), .masculine("coat", "Mantel", "Mäntel"),
    .feminine("jacket", "Jacke", "Jacken"), .neuter("shirt", "Hemd", "Hemden"), .masculine("skirt", "Rock", "Röcke"),
    .neuter("dress", "Kleid", "Kleider"), .masculine("scarf", plural: "scarves", "Schal", "Schals"),
    .masculine("jumper", "Pullover", "Pullover"), .masculine("suit", "Anzug", "Anzüge"),
    .feminine("uniform", "Uniform", "Uniformen"), .feminine("tie", "Krawatte", "Krawatten"),
    .masculine("helmet", "Helm", "Helme"), .feminine("apron", "Schürze", "Schürzen"),
    .masculine("belt", "Gürtel", "Gürtel"),
    .feminine("blouse", "Bluse", "Blusen"), .feminine("waistcoat", "Weste", "Westen"),
    .masculine("shoe", "Schuh", "Schuhe"),
    .masculine("boot", "Stiefel", "Stiefel"), .masculine("glove", "Handschuh", "Handschuhe"),
    .feminine("sock", "Socke", "Socken"), .masculine("raincoat", "Regenmantel", "Regenmäntel"),
    .neuter("costume", "Kostüm", "Kostüme"), .feminine("cardigan", "Strickjacke", "Strickjacken"),
    .feminine("sandal", "Sandale", "Sandalen"), .feminine("mask", "Maske", "Masken"),
  ]

  static let food: [Noun] = [
    .masculine("apple", "Apfel", "Äpfel"), .feminine("banana", "Banane", "Bananen"),
    .feminine("orange", "Orange", "Orangen"), .feminine("pear", "Birne", "Birnen"),
    .masculine("cake", "Kuchen", "Kuchen"),
    .feminine("sausage", "Wurst", "Würste"), .feminine("pizza", "Pizza", "Pizzas"), .neuter("egg", "Ei", "Eier"),
    .feminine("tomato", plural: "tomatoes", "Tomate", "Tomaten"),
    .feminine("potato", plural: "potatoes", "Kartoffel", "Kartoffeln"), .feminine("carrot", "Karotte", "Karotten"),
    .neuter("roll", "Brötchen", "Brötchen"), .feminine("cherry", "Kirsche", "Kirschen"),
    .feminine("strawberry", "Erdbeere", "Erdbeeren"), .feminine("plum", "Pflaume", "Pflaumen"),
    .feminine("lemon", "Zitrone", "Zitronen"), .masculine("mushroom", "Pilz", "Pilze"),
    .masculine("biscuit", "Keks", "Kekse"), .feminine("pretzel", "Brezel", "Brezeln"),
    .feminine("waffle", "Waffel", "Waffeln"),
    .masculine("pancake", "Pfannkuchen", "Pfannkuchen"), .feminine("onion", "Zwiebel", "Zwiebeln"),
    .feminine("nut", "Nuss", "Nüsse"), .feminine("melon", "Melone", "Melonen"), .feminine("grape", "Traube", "Trauben"),
    .mass("bread", .neuter, "Brot"), .mass("cheese", .masculine, "Käse"), .mass("soup", .feminine, "Suppe"),
    .mass("salad", .masculine, "Salat"), .mass("ice cream", .neuter, "Eis"), .mass("meat", .neuter, "Fleisch"),
    .mass("rice", .masculine, "Reis"), .mass("chocolate", .feminine, "Schokolade"), .mass("fish", .masculine, "Fisch"),
    .mass("butter", .feminine, "Butter"), .mass("honey", .masculine, "Honig"), .mass("fruit", .neuter, "Obst"),
    .mass("jam", .feminine, "Marmelade"),
  ]

  static let drinks: [Noun] = [
    .mass("coffee", .masculine, "Kaffee"), .mass("tea", .masculine, "Tee"), .mass("water", .neuter, "Wasser"),
    .mass("milk", .feminine, "Milch"), .mass("juice", .masculine, "Saft"), .mass("beer", .neuter, "Bier"),
    .mass("wine", .masculine, "Wein"), .mass("lemonade", .feminine, "Limonade"), .mass("cocoa", .masculine, "Kakao"),
  ]
}
