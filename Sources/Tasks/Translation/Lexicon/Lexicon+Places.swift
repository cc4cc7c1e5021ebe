extension Lexicon {
  static let enclosures: [Noun] = [
    .masculine("park", "Park", "Parks"), .masculine("garden", "Garten", "Gärten"), .feminine("city", "Stadt", "Städte"),
    .neuter("village", "Dorf", "Dörfer"), .masculine("forest", "Wald", "Wälder"), .neuter("museum", "Museum", "Museen"),
    .neuter("theatre", "Theater", "Theater"), .neuter("cinema", "Kino", "Kinos"),
    .neuter("restaurant", "Restaurant", "Restaurants"), .neuter("hotel", "Hotel", "Hotels"),
    .feminine("school", "Schule", "Schulen"), .feminine("church", "Kirche", "Kirchen"),
    .feminine("library", "Bibliothek", "Bibliotheken"), .neuter("hospital", "Krankenhaus", "Krankenhäuser"),
    .feminine("bakery", "Bäckerei", "Bäckereien"), .masculine("supermarket", "Supermarkt", "Supermärkte"),
    .masculine("shop", "Laden", "Läden"), .feminine("bookshop", "Buchhandlung", "Buchhandlungen"),
    .neuter("department store", "Kaufhaus", "Kaufhäuser"), .feminine("factory", "Fabrik", "Fabriken"),
    .neuter("office", "Büro", "Büros"), .neuter("house", "Haus", "Häuser"), .feminine("garage", "Garage", "Garagen"),
    .masculine("tunnel", "Tunnel", "Tunnel"), .masculine("courtyard", "Hof", "Höfe"), .masculine("zoo", "Zoo", "Zoos"),
    .neuter("stadium", plural: "stadiums", "Stadion", "Stadien"), .neuter("castle", "Schloss", "Schlösser"),
    .feminine("kitchen", "Küche", "Küchen"), .feminine("pharmacy", "Apotheke", "Apotheken"),
    .feminine("bank", "Bank", "Banken"), .neuter("town hall", "Rathaus", "Rathäuser"),
    .neuter("swimming pool", "Schwimmbad", "Schwimmbäder"), .feminine("pub", "Kneipe", "Kneipen"),
    .feminine("university", "Universität", "Universitäten"), .neuter("waiting room", "Wartezimmer", "Wartezimmer"),
    .neuter("valley", "Tal", "Täler"), .masculine("suburb", "Vorort", "Vororte"),
    .masculine("nursery school", "Kindergarten", "Kindergärten"), .feminine("gallery", "Galerie", "Galerien"),
    .masculine("temple", "Tempel", "Tempel"), .neuter("tent", "Zelt", "Zelte"), .feminine("hall", "Halle", "Hallen"),
    .feminine("workshop", "Werkstatt", "Werkstätten"), .masculine("cellar", "Keller", "Keller"),
    .feminine("canteen", "Kantine", "Kantinen"), .neuter("living room", "Wohnzimmer", "Wohnzimmer"),
    .feminine("barn", "Scheune", "Scheunen"), .masculine("palace", "Palast", "Paläste"),
  ]

  static let surfaces: [Noun] = [
    .feminine("bridge", "Brücke", "Brücken"), .masculine("square", "Platz", "Plätze"),
    .masculine("market square", "Marktplatz", "Marktplätze"), .masculine("playground", "Spielplatz", "Spielplätze"),
    .masculine("car park", "Parkplatz", "Parkplätze"), .neuter("roof", "Dach", "Dächer"),
    .masculine("balcony", "Balkon", "Balkone"), .feminine("stage", "Bühne", "Bühnen"),
    .feminine("terrace", "Terrasse", "Terrassen"), .feminine("meadow", "Wiese", "Wiesen"),
    .feminine("island", "Insel", "Inseln"), .masculine("hill", "Hügel", "Hügel"),
    .feminine("building site", "Baustelle", "Baustellen"), .neuter("field", "Feld", "Felder"),
    .masculine("platform", "Bahnsteig", "Bahnsteige"), .masculine("sports field", "Sportplatz", "Sportplätze"),
    .feminine("ice rink", "Eisbahn", "Eisbahnen"), .feminine("wall", "Mauer", "Mauern"),
    .feminine("staircase", "Treppe", "Treppen"),
    .masculine("campsite", "Campingplatz", "Campingplätze"), .masculine("tennis court", "Tennisplatz", "Tennisplätze"),
  ]

  static let roads: [Noun] = [
    .feminine("street", "Straße", "Straßen"), .masculine("path", "Weg", "Wege"), .feminine("avenue", "Allee", "Alleen"),
    .masculine("cycle path", "Radweg", "Radwege"),
    .masculine("pavement", "Gehweg", "Gehwege"), .feminine("motorway", "Autobahn", "Autobahnen"),
    .feminine("main road", "Hauptstraße", "Hauptstraßen"), .feminine("promenade", "Promenade", "Promenaden"),
    .feminine("country road", "Landstraße", "Landstraßen"), .masculine("footpath", "Fußweg", "Fußwege"),
  ]

  static let stops: [Noun] = [
    .feminine("bus stop", "Bushaltestelle", "Bushaltestellen"), .masculine("station", "Bahnhof", "Bahnhöfe"),
    .feminine("traffic light", "Ampel", "Ampeln"), .masculine("airport", "Flughafen", "Flughäfen"),
    .masculine("harbour", "Hafen", "Häfen"), .masculine("beach", "Strand", "Strände"),
    .masculine("river", "Fluss", "Flüsse"), .masculine("lake", "See", "Seen"), .feminine("corner", "Ecke", "Ecken"),
    .feminine("junction", "Kreuzung", "Kreuzungen"),
    .masculine("fountain", "Brunnen", "Brunnen"),
    .masculine("kiosk", "Kiosk", "Kioske"), .masculine("entrance", "Eingang", "Eingänge"),
    .masculine("exit", "Ausgang", "Ausgänge"), .neuter("gate", "Tor", "Tore"),
    .neuter("monument", "Denkmal", "Denkmäler"), .feminine("petrol station", "Tankstelle", "Tankstellen"),
    .masculine("zebra crossing", "Zebrastreifen", "Zebrastreifen"), .feminine("till", "Kasse", "Kassen"),
    .masculine("canal", "Kanal", "Kanäle"), .feminine("border", "Grenze", "Grenzen"),
    .masculine("taxi rank", "Taxistand", "Taxistände"), .feminine("coast", "Küste", "Küsten"),
    .masculine("pond", "Teich", "Teiche"), .masculine("counter", "Schalter", "Schalter"),
    .feminine("barrier", "Schranke", "Schranken"),
  ]

  static let fixtures: [Noun] = [
    .feminine("bench", "Bank", "Bänke"), .masculine("tree", "Baum", "Bäume"),
    .feminine("street lamp", "Straßenlaterne", "Straßenlaternen"), .feminine("dustbin", "Mülltonne", "Mülltonnen"),
    .masculine("letterbox", "Briefkasten", "Briefkästen"), .neuter("sign", "Schild", "Schilder"),
    .masculine("fence", "Zaun", "Zäune"), .feminine("hedge", "Hecke", "Hecken"), .masculine("bush", "Busch", "Büsche"),
    .neuter("flower bed", "Blumenbeet", "Blumenbeete"), .masculine("parasol", "Sonnenschirm", "Sonnenschirme"),
    .masculine("table", "Tisch", "Tische"), .masculine("chair", "Stuhl", "Stühle"),
    .feminine("phone box", "Telefonzelle", "Telefonzellen"), .feminine("parking meter", "Parkuhr", "Parkuhren"),
    .masculine("stall", "Stand", "Stände"), .feminine("ladder", "Leiter", "Leitern"),
    .feminine("swing", "Schaukel", "Schaukeln"), .feminine("slide", "Rutsche", "Rutschen"),
    .feminine("sculpture", "Skulptur", "Skulpturen"), .feminine("column", "Säule", "Säulen"),
    .masculine("stone", "Stein", "Steine"), .feminine("statue", "Statue", "Statuen"),
    .masculine("tower", "Turm", "Türme"),
    .feminine("wheelbarrow", "Schubkarre", "Schubkarren"), .masculine("container", "Container", "Container"),
    .neuter("scaffold", "Gerüst", "Gerüste"), .masculine("crane", "Kran", "Kräne"),
    .feminine("flagpole", "Fahnenstange", "Fahnenstangen"),
    .neuter("piano", "Klavier", "Klaviere"), .weak("vending machine", "Automat", "Automaten"),
  ]
}
