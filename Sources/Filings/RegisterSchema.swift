// OrbitShare
// SPDX-License-Identifier: GPL-3.0-or-later

/// The tables of a register, in the order in which they are read, written and described.
extension RegisterTable {
  static let all: [RegisterTable] = [
    administrations, organisations, networks, suspensions, previousNames, allotments, territoryPoints, shells, channels,
    memberships, jointFilings, importLog,
  ]

  private static let administrationKey = ForeignKey(
    column: "administration", table: "administrations", tableColumn: "symbol")
  private static let networkKey = ForeignKey(column: "network", table: "networks", tableColumn: "identifier")
  private static let longitude = "Longitude in degrees, east positive, above -180 and up to 180, at most three decimals"
  private static let latitude = "Latitude in degrees, north positive, at most three decimals"

  static let administrations = RegisterTable(
    name: "administrations", title: "Notifying administrations",
    description: "Administrations with what equity is measured against; historical symbols are no Member States.",
    columns: [
      .required("symbol", .text, "ITU symbol, for example F or KAZ").unique(),
      .required("name", .text, "Name in English"),
      .optional("iso3", .text, "ISO 3166-1 alpha-3 code; empty for a historical symbol without one"),
      .required("un_region", .text, "United Nations M49 region"),
      .required("least_developed", .flag, "Whether on the United Nations list of least developed countries"),
      .required("landlocked_developing", .flag, "Whether a landlocked developing country"),
      .required("small_island_developing", .flag, "Whether a small island developing State"),
      .required("itu_region", .integer, "ITU Region; derived by rule, not read from Nos. 5.2 to 5.9").between(1, 3),
      .optional("income_group", .text, "World Bank income group: low, lower middle, upper middle, high")
        .among(Administration.IncomeGroup.allCases.map(\.rawValue)),
      .optional("population", .integer, "Inhabitants").between(0),
      .optional("gdp_usd", .integer, "Gross domestic product in current United States dollars").between(0),
      .required("latitude_deg", .number, latitude + ", of one representative point").between(-90, 90),
      .required("longitude_deg", .number, longitude + ", of one representative point").between(-180, 180),
      .required("member_state", .flag, "Whether counted among the Member States; false for historical symbols"),
    ], primaryKey: ["symbol"])

  static let organisations = RegisterTable(
    name: "organisations", title: "Intergovernmental organisations",
    description: "Organisations on whose behalf an administration files.",
    columns: [
      .required("symbol", .text, "Symbol after the stroke, for example EUT in F / EUT").unique(),
      .required("name", .text, "Name, or the symbol where the name is not known"),
    ], primaryKey: ["symbol"])

  static let networks = RegisterTable(
    name: "networks", title: "Satellite networks as filed",
    description: "One row a network; geostationary networks have a longitude, others have rows in the table shells.",
    columns: [
      .required("identifier", .text, "The name, with the procedure appended where two networks share it").unique(),
      .required("name", .text, "Name as filed"),
      .required("administration", .text, "Symbol of the notifying administration"),
      .optional("organisation", .text, "Symbol of the organisation on whose behalf it was filed"),
      .optional("longitude_deg", .number, longitude + "; empty for a non-geostationary network").between(-180, 180),
      .required("procedure", .text, "Coordination under Article 9 or a plan of Appendices 30, 30A or 30B")
        .among(Network.Procedure.allCases.map(\.rawValue)),
      .required("national_allotment", .flag, "Whether a national allotment of the Appendix 30B plan"),
      .required(
        "maturity", .text,
        "Furthest stage: A advance publication, C coordination request, N notified, U due diligence, P plan "
          + "submission, P/Plan/List entered in a plan or its List"
      ).among(Network.Maturity.allCases.map(\.rawValue)),
      .optional("first_received", .date, "Earliest date of receipt: the 2D-date as far as the list tells it"),
      .optional("notification_received", .date, "Date of receipt of the notification"),
      .optional("brought_into_use", .date, "Date of bringing into use; it may lie after the snapshot"),
      .optional("notice_ids", .text, "Identifiers of the published notices, separated by blanks"),
    ], primaryKey: ["identifier"],
    foreignKeys: [
      administrationKey, ForeignKey(column: "organisation", table: "organisations", tableColumn: "symbol"),
    ])

  static let suspensions = RegisterTable(
    name: "suspensions", title: "Suspensions of use",
    description: "Suspensions under No. 11.49 and the corresponding provisions of the plans.",
    columns: [
      .required("network", .text, "Identifier of the network"),
      .required("extent", .text, "T: the whole network, P: a part").among(["T", "P"]),
      .required("start", .date, "First day of the suspension"),
      .optional("end", .date, "Day of resumption; empty while it lasts"),
      .optional("limit", .date, "Day by which use must be resumed, where stated"),
    ], primaryKey: [], foreignKeys: [networkKey])

  static let previousNames = RegisterTable(
    name: "previous_names", title: "Previous names of networks",
    description: "Names that a network had before, newest first.",
    columns: [
      .required("network", .text, "Identifier of the network"),
      .required("position", .integer, "1 for the newest previous name, 2 for the one before it, and so on").between(1),
      .required("previous_name", .text, "The name"),
    ], primaryKey: ["network", "position"], foreignKeys: [networkKey])

  static let allotments = RegisterTable(
    name: "allotments", title: "National allotment positions",
    description: "Positions of the Appendix 30B plan, taken from the list by name, not from the plan's own table.",
    columns: [
      .required("name", .text, "Name of the allotment in the plan").unique(),
      .required("administration", .text, "Symbol of the administration"),
      .required("longitude_deg", .number, longitude).between(-180, 180),
    ], primaryKey: ["name"], foreignKeys: [administrationKey])

  static let territoryPoints = RegisterTable(
    name: "territory_points", title: "Points of national territories",
    description: "Up to twelve points of each territory, by farthest-point sampling, for visibility and coverage.",
    columns: [
      .required("administration", .text, "Symbol of the administration"),
      .required("latitude_deg", .number, latitude).between(-90, 90),
      .required("longitude_deg", .number, longitude).between(-180, 180),
    ], primaryKey: [], foreignKeys: [administrationKey])

  static let shells = RegisterTable(
    name: "shells", title: "Shells of non-geostationary networks",
    description: "One row a shell.",
    columns: [
      .required("network", .text, "Identifier of the network"),
      .required("position", .integer, "Number of the shell within its network, from 1").between(1),
      .required("altitude_m", .integer, "Altitude in metres above the mean equatorial radius").between(1),
      .required("inclination_deg", .number, "Inclination in degrees, at most three decimals").between(0, 180),
      .required("planes", .integer, "Number of orbital planes").between(1),
      .required("satellites_per_plane", .integer, "Satellites in each plane").between(1),
    ], primaryKey: ["network", "position"], foreignKeys: [networkKey], isRequired: false)

  static let channels = RegisterTable(
    name: "channels", title: "Channels that the register states",
    description: "One row a network whose channels are known.",
    columns: [
      .required("network", .text, "Identifier of the network").unique(),
      .required("band", .text, "Identifier of the band in the edition-keyed table"),
      .required("first_channel", .integer, "Number of the first channel, from 1").between(1),
      .required("channels", .integer, "How many contiguous channels").between(1),
      .optional("polarization", .text, "Polarization, where stated"),
    ], primaryKey: ["network"], foreignKeys: [networkKey], isRequired: false)

  static let memberships = RegisterTable(
    name: "memberships", title: "Members of intergovernmental organisations",
    description: "One row a member whose administration is in the table administrations.",
    columns: [
      .required("organisation", .text, "Symbol of the organisation"),
      .required("administration", .text, "Symbol of the member's administration"),
      .optional("share", .integer, "Share in the organisation; 1 where none is stated")
        .between(0, RegisterTable.greatestShare),
      .required("source", .text, "Where the membership stands"),
      .optional("as_of", .date, "Day that the source describes"),
      .required("verified", .flag, "Whether the membership was read in that source"),
    ], primaryKey: ["organisation", "administration"],
    foreignKeys: [
      ForeignKey(column: "organisation", table: "organisations", tableColumn: "symbol"), administrationKey,
    ], isRequired: false)

  static let jointFilings = RegisterTable(
    name: "joint_filings", title: "Networks filed by several administrations together",
    description: "One row an administration that a network serves.",
    columns: [
      .required("network", .text, "Identifier of the network"),
      .required("administration", .text, "Symbol of the administration"),
      .optional("share", .integer, "Share in the network; 1 where none is stated")
        .between(0, RegisterTable.greatestShare),
    ], primaryKey: ["network", "administration"], foreignKeys: [networkKey, administrationKey], isRequired: false)

  /// The largest share: sums of shares stay far from the largest integer.
  static let greatestShare = 1_000_000_000

  static let importLog = RegisterTable(
    name: "import_log", title: "What the import did beyond copying",
    description: "One row a record that was repaired, refused or flagged; changes of layout are counted in one row.",
    columns: [
      .required("table", .text, "File that the record was read from"),
      .optional("line", .integer, "Line of that file; empty where the row speaks of the whole table").between(1),
      .optional("record", .text, "What identifies the record, usually the network"),
      .required("action", .text, "What was done").among(ImportReport.Action.allCases.map(\.rawValue)),
      .required("records", .integer, "Number of records that the row speaks of").between(1),
      .required("reason", .text, "Why, in the same words for all such records"),
      .optional("detail", .text, "The values concerned"),
    ], primaryKey: [], isRequired: false)
}
