//! Headings of the fields that every credential has, in the languages that people write them in.
//!
//! Each entry is compared folded (no case, accents, spaces or punctuation), so one spelling of each word is enough.
//! A word that means the whole name in one sheet and a part of it in another is [`Known::Name`]; which it is depends on
//! the columns beside it.

use std::collections::HashMap;
use std::sync::LazyLock;

use super::super::fold;

/// What a heading says.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Known {
    /// The full name, or a part of it when the other part has a column.
    Name,
    FullName,
    Given,
    Middle,
    /// A middle name that is used after the given name, with the family name before both.
    Patronymic,
    Family,
    /// A family name in a language that writes it first.
    FamilyFirst,
    Email,
    Language,
    IssueDate,
    ExpiryDate,
}

impl Known {
    pub(super) fn is_family(self) -> bool {
        matches!(self, Known::Family | Known::FamilyFirst)
    }
}

/// What a folded heading says.
pub(super) fn known(folded: &str) -> Option<Known> {
    static INDEX: LazyLock<HashMap<String, Known>> = LazyLock::new(|| {
        let words = TABLE
            .iter()
            .flat_map(|(known, words)| words.split('|').map(|word| (word, *known)));
        // The first entry of a word counts, so that the order of the table decides between languages.
        let mut index = HashMap::new();
        for (word, known) in words {
            index.entry(fold::heading(word)).or_insert(known);
        }
        index
    });
    INDEX.get(folded).copied()
}

const TABLE: &[(Known, &str)] = &[
    // English, and the field names themselves
    (Known::Name, "name|recipient.name|names"),
    (
        Known::FullName,
        "full name|fullname|recipient|recipient name|name of recipient|participant|participant name|name of participant|\
         student|student name|name of student|attendee|attendee name|learner|learner name|trainee|candidate|candidate name|\
         member name|display name|name on certificate|certificate name|name and surname|first and last name|complete name|\
         graduate|awardee|employee name|person|your name|your full name",
    ),
    (
        Known::Given,
        "given name|first name|forename|given names|first names|fname|firstname|given",
    ),
    (Known::Middle, "middle name|middle names|second name|middle initial"),
    (
        Known::Family,
        "family name|last name|surname|lname|lastname|family|surnames",
    ),
    (
        Known::Email,
        "email|e-mail|email address|e-mail address|mail|recipient.email|recipient email|email id|mail id|mail address|\
         contact email|student email|work email|username email|your email|emails",
    ),
    (
        Known::Language,
        "language|lang|locale|recipient.language|preferred language|language code|certificate language",
    ),
    (
        Known::IssueDate,
        "issue date|issued|issued on|issue_date|date of issue|date issued|credential.issue_date|award date|date of award|\
         certificate date|issuance date|date|awarded on",
    ),
    (
        Known::ExpiryDate,
        "expiry date|expiry|expires|expires on|expiration date|expiration|valid until|valid till|valid to|valid through|\
         expiry_date|credential.expiry_date|date of expiry|expire date",
    ),
    // German
    (
        Known::FullName,
        "vollständiger Name|Vor- und Nachname|Vor- und Zuname|Vorname Nachname|Vorname und Nachname|Teilnehmer|\
         Teilnehmerin|Teilnehmer/in|Teilnehmername|Name des Teilnehmers|Empfänger|Empfängername|Absolvent|Absolventin|Schüler",
    ),
    (Known::Given, "Vorname|Vornamen|Rufname"),
    (Known::Family, "Nachname|Familienname|Zuname"),
    (
        Known::Email,
        "E-Mail-Adresse|Mailadresse|Emailadresse|elektronische Post",
    ),
    (Known::Language, "Sprache|Sprachcode"),
    (
        Known::IssueDate,
        "Ausstellungsdatum|ausgestellt am|Datum|Ausgabedatum|Ausstelldatum|Datum der Ausstellung|verliehen am",
    ),
    (
        Known::ExpiryDate,
        "Ablaufdatum|gültig bis|läuft ab am|Gültigkeit bis|Verfallsdatum",
    ),
    // French
    (Known::Name, "Nom"),
    (
        Known::FullName,
        "Nom complet|Nom et prénom|Nom et prénoms|Prénom et nom|Nom prénom|Prénom nom|Participant·e|Participante|\
         Destinataire|Bénéficiaire|Étudiant|Étudiante|Lauréat|Stagiaire|Apprenant",
    ),
    (Known::Given, "Prénom|Prénoms"),
    (Known::Family, "Nom de famille|Nom d'usage"),
    (
        Known::Email,
        "Courriel|Adresse e-mail|Adresse électronique|Adresse mail|Adresse courriel|Mél",
    ),
    (Known::Language, "Langue"),
    (
        Known::IssueDate,
        "Date d'émission|Date de délivrance|Délivré le|Date d'obtention|Date du certificat",
    ),
    (
        Known::ExpiryDate,
        "Date d'expiration|Valable jusqu'au|Valide jusqu'au|Expire le|Date de fin de validité|Échéance",
    ),
    // Spanish, Catalan, Galician
    (Known::Name, "Nombre|Nombres|Nom i cognoms|Nome"),
    (
        Known::FullName,
        "Nombre completo|Nombre y apellidos|Nombre y apellido|Apellidos y nombre|Participantes|Alumno|Alumna|\
         Estudiante|Destinatario|Destinataria|Nombre del participante|Nombre del alumno|Asistente",
    ),
    (Known::Given, "Nombre de pila|Primer nombre"),
    (Known::Middle, "Segundo nombre"),
    (Known::Family, "Apellido|Apellidos|Primer apellido|Cognoms|Apelidos"),
    (
        Known::Email,
        "Correo|Correo electrónico|Dirección de correo|Dirección de correo electrónico|Correu electrònic",
    ),
    (Known::Language, "Idioma|Lengua|Llengua"),
    (
        Known::IssueDate,
        "Fecha|Fecha de emisión|Fecha de expedición|Emitido el|Fecha del certificado|Data d'emissió",
    ),
    (
        Known::ExpiryDate,
        "Fecha de caducidad|Fecha de vencimiento|Válido hasta|Caduca el|Fecha de expiración|Vence|Vencimiento",
    ),
    // Portuguese
    (
        Known::FullName,
        "Nome completo|Nome e sobrenome|Nome e apelido|Nome do participante|Nome do aluno|Aluno|Aluna|Formando|Estudantes",
    ),
    (Known::Given, "Primeiro nome|Nome próprio"),
    (Known::Family, "Sobrenome|Apelido|Último nome"),
    (Known::Email, "Endereço de e-mail|Correio eletrónico|Correio eletrônico"),
    (Known::Language, "Língua|Linguagem"),
    (Known::IssueDate, "Data|Data de emissão|Emitido em|Data do certificado"),
    (
        Known::ExpiryDate,
        "Data de validade|Data de expiração|Válido até|Validade|Data de vencimento",
    ),
    // Italian
    (
        Known::FullName,
        "Nome e cognome|Cognome e nome|Nominativo|Partecipante|Studente|Studentessa|Allievo|Corsista",
    ),
    (Known::Family, "Cognome"),
    (Known::Email, "Posta elettronica|Indirizzo e-mail|Indirizzo email"),
    (Known::Language, "Lingua"),
    (
        Known::IssueDate,
        "Data di emissione|Data di rilascio|Rilasciato il|Data emissione|Data rilascio",
    ),
    (
        Known::ExpiryDate,
        "Data di scadenza|Scadenza|Valido fino al|Data scadenza",
    ),
    // Dutch, Afrikaans
    (Known::Name, "Naam"),
    (
        Known::FullName,
        "Volledige naam|Voor- en achternaam|Deelnemer|Deelnemersnaam|Naam deelnemer|Ontvanger|Cursist|Volle naam",
    ),
    (Known::Given, "Voornaam|Voornamen|Roepnaam"),
    (Known::Middle, "Tussenvoegsel"),
    (Known::Family, "Achternaam|Familienaam"),
    (Known::Email, "E-mailadres|Mailadres|E-pos"),
    (Known::Language, "Taal"),
    (
        Known::IssueDate,
        "Uitgiftedatum|Afgiftedatum|Datum van uitgifte|Afgegeven op",
    ),
    (
        Known::ExpiryDate,
        "Vervaldatum|Geldig tot|Verloopdatum|Geldig tot en met",
    ),
    // Polish
    (
        Known::FullName,
        "Imię i nazwisko|Nazwisko i imię|Uczestnik|Uczestniczka|Odbiorca|Student|Kursant|Pełne imię i nazwisko",
    ),
    (Known::Given, "Imię|Imiona|Pierwsze imię"),
    (Known::Middle, "Drugie imię"),
    (Known::Family, "Nazwisko"),
    (Known::Email, "Adres e-mail|Poczta elektroniczna|Adres mailowy"),
    (Known::Language, "Język"),
    (Known::IssueDate, "Data wydania|Data wystawienia|Wydano|Wystawiono"),
    (
        Known::ExpiryDate,
        "Data ważności|Ważny do|Ważne do|Data wygaśnięcia|Termin ważności",
    ),
    // Czech, Slovak
    (Known::Name, "Jméno|Meno"),
    (
        Known::FullName,
        "Jméno a příjmení|Příjmení a jméno|Celé jméno|Účastník|Meno a priezvisko|Priezvisko a meno|Celé meno|Účastníčka|Příjemce|Príjemca",
    ),
    (Known::Given, "Křestní jméno|Krstné meno"),
    (Known::Family, "Příjmení|Priezvisko"),
    (Known::Email, "E-mailová adresa|Emailová adresa"),
    (Known::Language, "Jazyk"),
    (
        Known::IssueDate,
        "Datum vydání|Dátum vydania|Dátum|Datum vystavení|Dátum vystavenia|Vydáno dne",
    ),
    (
        Known::ExpiryDate,
        "Platnost do|Platné do|Platnosť do|Datum platnosti|Dátum platnosti|Datum expirace",
    ),
    // Hungarian
    (
        Known::FullName,
        "Név|Teljes név|Résztvevő|Résztvevő neve|Hallgató|Tanuló",
    ),
    (Known::Given, "Keresztnév|Utónév"),
    (Known::FamilyFirst, "Vezetéknév|Családnév"),
    (Known::Email, "E-mail cím|Email cím|Elektronikus levélcím"),
    (Known::Language, "Nyelv"),
    (
        Known::IssueDate,
        "Kiállítás dátuma|Kiállítás kelte|Kelt|Dátum (kiállítás)",
    ),
    (
        Known::ExpiryDate,
        "Lejárat dátuma|Lejárat|Érvényes|Érvényesség vége|Lejárati dátum",
    ),
    // Romanian
    (Known::Name, "Nume"),
    (
        Known::FullName,
        "Nume complet|Nume și prenume|Numele și prenumele|Cursant|Nume participant|Elev",
    ),
    (Known::Given, "Prenume|Prenumele"),
    (Known::Family, "Nume de familie|Numele de familie"),
    (Known::Email, "Adresă de e-mail|Adresa de email|Poștă electronică"),
    (Known::Language, "Limbă|Limba"),
    (Known::IssueDate, "Data emiterii|Data eliberării|Eliberat la|Dată"),
    (Known::ExpiryDate, "Data expirării|Valabil până la|Expiră la"),
    // Turkish, Azerbaijani, Uzbek
    (Known::Name, "Ad|İsim|Ism"),
    (
        Known::FullName,
        "Ad Soyad|Adı Soyadı|İsim Soyisim|Ad ve Soyad|Tam ad|Katılımcı|Katılımcı adı|Öğrenci|Ad, soyad|To'liq ism|Ism familiya",
    ),
    (Known::Given, "Adı|Ön ad"),
    (Known::Middle, "İkinci ad"),
    (Known::Family, "Soyad|Soyadı|Soyisim|Familiya"),
    (
        Known::Email,
        "E-posta|Eposta|E-posta adresi|Elektron poçt|Elektron pochta",
    ),
    (Known::Language, "Dil|Til"),
    (
        Known::IssueDate,
        "Veriliş tarihi|Düzenlenme tarihi|Tarih|Verilme tarihi|Berilgan sana|Sana",
    ),
    (
        Known::ExpiryDate,
        "Geçerlilik tarihi|Son geçerlilik tarihi|Bitiş tarihi|Son kullanma tarihi|Geçerlilik süresi",
    ),
    // Vietnamese
    (
        Known::FullName,
        "Họ và tên|Họ tên|Tên đầy đủ|Học viên|Người nhận|Sinh viên|Người tham dự",
    ),
    (Known::Given, "Tên"),
    (Known::Middle, "Tên đệm|Chữ đệm"),
    (Known::FamilyFirst, "Họ"),
    (Known::Email, "Thư điện tử|Địa chỉ email|Địa chỉ e-mail"),
    (Known::Language, "Ngôn ngữ"),
    (Known::IssueDate, "Ngày cấp|Ngày phát hành|Ngày"),
    (Known::ExpiryDate, "Ngày hết hạn|Có giá trị đến"),
    // Swedish, Danish, Norwegian, Icelandic
    (Known::Name, "Namn|Navn|Nafn"),
    (
        Known::FullName,
        "Fullständigt namn|För- och efternamn|Deltagare|Fulde navn|Fuldt navn|For- og efternavn|Deltager|Fullt navn|\
         For- og etternavn|Deltaker|Fullt nafn|Þátttakandi|Mottagare|Modtager|Mottaker",
    ),
    (Known::Given, "Förnamn|Fornavn|Eiginnafn|Skírnarnafn|Fornafn"),
    (Known::Middle, "Mellannamn|Mellemnavn|Mellomnavn|Millinafn"),
    (
        Known::Family,
        "Efternamn|Efternavn|Etternavn|Kenninafn|Eftirnafn|Föðurnafn",
    ),
    (
        Known::Email,
        "E-post|E-postadress|E-mailadresse|E-postadresse|Netfang|Tölvupóstur|Mejl|Mejladress",
    ),
    (Known::Language, "Språk|Sprog|Tungumál"),
    (
        Known::IssueDate,
        "Utfärdandedatum|Utfärdad|Utstedelsesdato|Udstedelsesdato|Udstedt|Utstedt|Dato|Dagsetning|Útgáfudagur|Útgáfudagsetning",
    ),
    (
        Known::ExpiryDate,
        "Giltig till|Utgångsdatum|Gyldig til|Udløbsdato|Utløpsdato|Gildir til|Gildistími",
    ),
    // Finnish, Estonian
    (Known::Name, "Nimi"),
    (
        Known::FullName,
        "Koko nimi|Etu- ja sukunimi|Osallistuja|Täisnimi|Ees- ja perekonnanimi|Osaleja|Osalejanimi",
    ),
    (Known::Given, "Etunimi|Etunimet|Eesnimi"),
    (Known::Family, "Sukunimi|Perekonnanimi"),
    (
        Known::Email,
        "Sähköposti|Sähköpostiosoite|E-posti aadress|E-postiaadress|Meiliaadress",
    ),
    (Known::Language, "Kieli|Keel"),
    (
        Known::IssueDate,
        "Myöntämispäivä|Päivämäärä|Antopäivä|Väljaandmise kuupäev|Kuupäev",
    ),
    (
        Known::ExpiryDate,
        "Voimassa asti|Viimeinen voimassaolopäivä|Vanhenemispäivä|Kehtiv kuni|Kehtivuse lõpp",
    ),
    // Latvian, Lithuanian
    (Known::Name, "Vārds|Vardas"),
    (
        Known::FullName,
        "Vārds, uzvārds|Vārds un uzvārds|Pilns vārds|Dalībnieks|Vardas, pavardė|Vardas ir pavardė|Dalyvis",
    ),
    (Known::Family, "Uzvārds|Pavardė"),
    (
        Known::Email,
        "E-pasts|E-pasta adrese|El. paštas|El. pašto adresas|Elektroninis paštas",
    ),
    (Known::Language, "Valoda|Kalba"),
    (Known::IssueDate, "Izdošanas datums|Datums|Išdavimo data"),
    (Known::ExpiryDate, "Derīgs līdz|Derīguma termiņš|Galioja iki"),
    // Croatian, Bosnian, Serbian, Slovenian, Macedonian, Bulgarian
    (Known::Name, "Ime|Име"),
    (
        Known::FullName,
        "Ime i prezime|Prezime i ime|Polaznik|Sudionik|Učesnik|Ime in priimek|Udeleženec|Polno ime|Puno ime|Име и презиме|\
         Презиме и име|Учесник|Полазник|Име и фамилия|Пълно име|Участник|Цело име",
    ),
    (Known::Given, "Osebno ime|Лично име|Собствено име"),
    (Known::Middle, "Средно име|Презиме и бащино име|Бащино име"),
    (Known::Family, "Prezime|Priimek|Презиме|Фамилия|Фамилно име"),
    (
        Known::Email,
        "Adresa e-pošte|E-pošta|E-poštni naslov|Elektronička pošta|Elektronska pošta|Имејл|Имејл адреса|Имейл|Имейл адрес|\
         Електронска пошта|Електронна поща|Е-пошта|Мејл",
    ),
    (Known::Language, "Jezik|Језик|Език|Јазик"),
    (
        Known::IssueDate,
        "Datum izdavanja|Datum izdaje|Датум издавања|Датум|Дата на издаване|Датум на издавање",
    ),
    (
        Known::ExpiryDate,
        "Vrijedi do|Važi do|Datum isteka|Veljavno do|Важи до|Датум истека|Валиден до|Дата на изтичане|Валидно до",
    ),
    // Russian, Ukrainian, Belarusian, Kazakh
    (Known::Name, "Имя|Ім'я|Імя|Iм'я|Аты|Імʼя"),
    (
        Known::FullName,
        "ФИО|Ф.И.О.|Фамилия Имя Отчество|Фамилия, имя, отчество|Имя и фамилия|Фамилия и имя|Полное имя|Участница|Слушатель|\
         Получатель|Студент|ПІБ|П.І.Б.|Прізвище та ім'я|Ім'я та прізвище|Прізвище, ім'я, по батькові|Повне ім'я|Учасник|Учасниця|\
         Імя і прозвішча|ПІБ учасника|ФИО участника|Аты-жөні|ФИО слушателя|Обучающийся",
    ),
    (Known::Patronymic, "Отчество|По батькові|Імя па бацьку|Әкесінің аты"),
    (Known::Family, "Прізвище|Прозвішча|Тегі"),
    (
        Known::Email,
        "Электронная почта|Эл. почта|Почта|Адрес электронной почты|Имейл-адрес|Мейл|Э-почта|Электронный адрес|Е-мейл|\
         Електронна пошта|Ел. пошта|Пошта|Електронна адреса|Адреса електронної пошти|Электронная пошта|Электрондық пошта",
    ),
    (Known::Language, "Язык|Мова|Тіл|Тілі"),
    (
        Known::IssueDate,
        "Дата выдачи|Дата|Дата оформления|Выдан|Дата видачі|Дата выдачы|Берілген күні|Күні",
    ),
    (
        Known::ExpiryDate,
        "Срок действия|Действителен до|Действует до|Годен до|Дата окончания|Дата окончания действия|Термін дії|Дійсний до|\
         Діє до|Дійсне до|Дата закінчення",
    ),
    // Greek
    (Known::Name, "Όνομα"),
    (
        Known::FullName,
        "Ονοματεπώνυμο|Πλήρες όνομα|Όνομα και επώνυμο|Συμμετέχων|Συμμετέχουσα|Εκπαιδευόμενος|Φοιτητής|Όνομα Επώνυμο",
    ),
    (Known::Family, "Επώνυμο|Επίθετο"),
    (
        Known::Email,
        "Ηλεκτρονικό ταχυδρομείο|Διεύθυνση e-mail|Ηλ. ταχυδρομείο|Ηλεκτρονική διεύθυνση",
    ),
    (Known::Language, "Γλώσσα"),
    (Known::IssueDate, "Ημερομηνία έκδοσης|Ημερομηνία|Εκδόθηκε"),
    (Known::ExpiryDate, "Ημερομηνία λήξης|Ισχύει έως|Λήξη"),
    // Armenian, Georgian
    (Known::Name, "Անուն|სახელი"),
    (
        Known::FullName,
        "Անուն Ազգանուն|Անուն, ազգանուն|Մասնակից|სახელი და გვარი|სახელი, გვარი|მონაწილე|სრული სახელი",
    ),
    (Known::Patronymic, "Հայրանուն|მამის სახელი"),
    (Known::Family, "Ազգանուն|გვარი"),
    (
        Known::Email,
        "Էլ. փոստ|Էլեկտրոնային փոստ|ელ. ფოსტა|ელფოსტა|ელექტრონული ფოსტა|იმეილი",
    ),
    (Known::Language, "Լեզու|ენა"),
    (Known::IssueDate, "Տրման ամսաթիվ|Ամսաթիվ|გაცემის თარიღი|თარიღი"),
    (
        Known::ExpiryDate,
        "Վավեր է մինչև|Գործում է մինչև|მოქმედების ვადა|ძალაშია",
    ),
    // Arabic, Persian, Urdu
    (Known::Name, "الاسم|اسم|نام"),
    (
        Known::FullName,
        "الاسم الكامل|الاسم الثلاثي|الاسم الرباعي|اسم المشارك|اسم الطالب|اسم المتدرب|اسم المستلم|المشارك|الطالب|المتدرب|\
         نام و نام خانوادگی|نام کامل|شرکت کننده|دانشجو|نام کامل شرکت کننده|پورا نام|مکمل نام|شریک|طالب علم|نام شرکت کننده",
    ),
    (Known::Given, "الاسم الأول|نام کوچک|پہلا نام|الاسم الشخصي"),
    (Known::Middle, "اسم الأب|درمیانی نام|الاسم الأوسط"),
    (
        Known::Family,
        "اسم العائلة|اللقب|الكنية|الاسم العائلي|النسب|نام خانوادگی|خاندانی نام|آخری نام|الاسم الأخير|فامیلی",
    ),
    (
        Known::Email,
        "البريد الإلكتروني|البريد|بريد إلكتروني|الإيميل|ایمیل|پست الکترونیکی|پست الکترونیک|ای میل|برقی ڈاک|رایانامه|عنوان البريد الإلكتروني",
    ),
    (Known::Language, "اللغة|لغة|زبان"),
    (
        Known::IssueDate,
        "تاريخ الإصدار|التاريخ|تاريخ|تاریخ صدور|تاریخ|تاریخ اجرا|تاريخ المنح",
    ),
    (
        Known::ExpiryDate,
        "تاريخ الانتهاء|صالح حتى|صالحة حتى|تاریخ انقضا|معتبر تا|تاریخ اعتبار|میعاد ختم ہونے کی تاریخ|تاريخ انتهاء الصلاحية",
    ),
    // Hebrew
    (Known::Name, "שם"),
    (
        Known::FullName,
        "שם מלא|שם המשתתף|משתתף|שם פרטי ומשפחה|שם התלמיד|תלמיד|סטודנט|שם הנמען",
    ),
    (Known::Given, "שם פרטי"),
    (Known::Family, "שם משפחה"),
    (
        Known::Email,
        "דואר אלקטרוני|דוא\"ל|דוא״ל|אימייל|מייל|כתובת דואר אלקטרוני|כתובת מייל",
    ),
    (Known::Language, "שפה"),
    (Known::IssueDate, "תאריך הנפקה|תאריך|הונפק בתאריך|תאריך הוצאה"),
    (Known::ExpiryDate, "תאריך תפוגה|בתוקף עד|תוקף"),
    // Amharic
    (Known::Name, "ስም"),
    (Known::FullName, "ሙሉ ስም|የተሳታፊ ስም|ተሳታፊ|የተማሪ ስም"),
    (Known::Family, "የአባት ስም"),
    (Known::Email, "ኢሜይል|ኢሜል|የኢሜይል አድራሻ"),
    (Known::Language, "ቋንቋ"),
    (Known::IssueDate, "የተሰጠበት ቀን|ቀን"),
    (Known::ExpiryDate, "የሚያበቃበት ቀን"),
    // Hindi, Marathi, Nepali
    (Known::Name, "नाम|नाव"),
    (
        Known::FullName,
        "पूरा नाम|पूर्ण नाव|प्रतिभागी|प्रतिभागी का नाम|छात्र का नाम|विद्यार्थी|सहभागी|पूरा नाम थर|छात्र",
    ),
    (Known::Given, "पहला नाम|पहिले नाव"),
    (Known::Family, "उपनाम|कुलनाम|आडनाव|थर|अंतिम नाम"),
    (Known::Email, "ईमेल|ई-मेल|ईमेल पता|इमेल|ई-मेल पता|ईमेल आईडी"),
    (Known::Language, "भाषा"),
    (
        Known::IssueDate,
        "जारी करने की तिथि|जारी तिथि|तिथि|दिनांक|तारीख|जारी मिति|मिति",
    ),
    (Known::ExpiryDate, "समाप्ति तिथि|समाप्ति की तिथि|वैधता|मान्य तक"),
    // Bengali, Gujarati, Punjabi
    (Known::Name, "নাম|નામ|ਨਾਮ|ਨਾਂ"),
    (
        Known::FullName,
        "পুরো নাম|পূর্ণ নাম|অংশগ্রহণকারী|শিক্ষার্থীর নাম|પૂરું નામ|સહભાગી|ਪੂਰਾ ਨਾਮ|ਭਾਗੀਦਾਰ",
    ),
    (Known::Given, "প্রথম নাম|પ્રથમ નામ|ਪਹਿਲਾ ਨਾਮ"),
    (Known::Family, "পদবি|পদবী|শেষ নাম|અટક|ਉਪਨਾਮ|ਗੋਤ"),
    (Known::Email, "ইমেইল|ই-মেইল|ইমেল|ઇમેઇલ|ઈમેલ|ઈ-મેલ|ਈਮੇਲ|ਈ-ਮੇਲ"),
    (Known::Language, "ভাষা|ભાષા|ਭਾਸ਼ਾ|ਬੋਲੀ"),
    (
        Known::IssueDate,
        "প্রদানের তারিখ|ইস্যুর তারিখ|তারিখ|જારી કર્યાની તારીખ|તારીખ|ਜਾਰੀ ਕਰਨ ਦੀ ਮਿਤੀ|ਮਿਤੀ|ਤਾਰੀਖ",
    ),
    (
        Known::ExpiryDate,
        "মেয়াদ শেষ|মেয়াদোত্তীর্ণের তারিখ|સમાપ્તિ તારીખ|ਮਿਆਦ ਪੁੱਗਣ ਦੀ ਮਿਤੀ",
    ),
    // Tamil, Telugu, Kannada, Malayalam, Sinhala
    (Known::Name, "பெயர்|పేరు|ಹೆಸರು|പേര്|නම"),
    (
        Known::FullName,
        "முழு பெயர்|முழுப் பெயர்|பங்கேற்பாளர்|மாணவர் பெயர்|పూర్తి పేరు|పాల్గొనేవారు|విద్యార్థి పేరు|ಪೂರ್ಣ ಹೆಸರು|ಭಾಗವಹಿಸುವವರು|\
         ವಿದ್ಯಾರ್ಥಿ ಹೆಸರು|മുഴുവൻ പേര്|പൂർണ്ണ നാമം|പങ്കെടുക്കുന്നയാൾ|සම්පූර්ණ නම|සහභාගිවන්නා",
    ),
    (Known::Given, "முதல் பெயர்|మొదటి పేరు|ಮೊದಲ ಹೆಸರು|ആദ്യ പേര്|මුල් නම"),
    (
        Known::Family,
        "குடும்பப் பெயர்|கடைசி பெயர்|ఇంటి పేరు|ಉಪನಾಮ|ಕೊನೆಯ ಹೆಸರು|കുടുംബപ്പേര്|അവസാന പേര്|වාසගම",
    ),
    (
        Known::Email,
        "மின்னஞ்சல்|மின்னஞ்சல் முகவரி|ఇమెయిల్|ఈమెయిల్|ಇಮೇಲ್|ಇ-ಮೇಲ್|ഇമെയിൽ|ഇ-മെയിൽ|විද්‍යුත් තැපෑල|ඊමේල්|විද්‍යුත් තැපැල් ලිපිනය",
    ),
    (Known::Language, "மொழி|భాష|ಭಾಷೆ|ഭാഷ|භාෂාව"),
    (
        Known::IssueDate,
        "வழங்கிய தேதி|தேதி|జారీ తేదీ|తేదీ|ನೀಡಿದ ದಿನಾಂಕ|ದಿನಾಂಕ|നൽകിയ തീയതി|തീയതി|നිකුත් කළ දිනය|නිකුත් කළ දිනය|දිනය",
    ),
    (
        Known::ExpiryDate,
        "காலாவதி தேதி|గడువు తేదీ|ಮುಕ್ತಾಯ ದಿನಾಂಕ|കാലാവധി തീയതി|කල් ඉකුත් වන දිනය",
    ),
    // Thai, Lao, Khmer, Burmese
    (Known::Name, "ชื่อ|ຊື່|ឈ្មោះ|အမည်|နာမည်"),
    (
        Known::FullName,
        "ชื่อ-นามสกุล|ชื่อ - สกุล|ชื่อ สกุล|ชื่อเต็ม|ผู้เข้าร่วม|ผู้เข้าอบรม|ชื่อผู้รับ|ຊື່ ແລະ ນາມສະກຸນ|ຊື່ເຕັມ|ຜູ້ເຂົ້າຮ່ວມ|\
         ឈ្មោះពេញ|គោត្តនាម និងនាម|អ្នកចូលរួម|အမည်အပြည့်အစုံ|ပါဝင်သူ",
    ),
    (Known::Given, "ชื่อจริง|ຊື່ແທ້|នាមខ្លួន|នាម"),
    (Known::Family, "นามสกุล|ສະກຸນ|ນາມສະກຸນ"),
    (Known::FamilyFirst, "គោត្តនាម|នាមត្រកូល"),
    (Known::Email, "อีเมล|อีเมล์|ที่อยู่อีเมล|ອີເມວ|ອີເມລ|អ៊ីមែល|អ៊ីម៉ែល|အီးမေးလ်"),
    (Known::Language, "ภาษา|ພາສາ|ភាសា|ဘာသာစကား"),
    (
        Known::IssueDate,
        "วันที่ออก|วันที่|วันออกใบรับรอง|ວັນທີອອກ|ວັນທີ|ថ្ងៃចេញ|កាលបរិច្ឆេទចេញ|កាលបរិច្ឆេទ|ထုတ်ပေးသည့်ရက်|ရက်စွဲ",
    ),
    (Known::ExpiryDate, "วันหมดอายุ|ใช้ได้ถึง|ວັນໝົດອາຍຸ|ថ្ងៃផុតកំណត់|သက်တမ်းကုန်ဆုံးရက်"),
    // Chinese
    (
        Known::FullName,
        "姓名|全名|名字|学员姓名|學員姓名|参与者|參與者|学生姓名|學生姓名|收件人|获证人|獲證人|姓名全称|参加者|學員|学员",
    ),
    (Known::FamilyFirst, "姓|姓氏"),
    (Known::Given, "名"),
    (
        Known::Email,
        "邮箱|电子邮箱|电子邮件|电邮|邮件|邮件地址|郵箱|電子郵件|電郵|電子信箱|信箱|邮箱地址|电子邮件地址|電子郵件地址",
    ),
    (Known::Language, "语言|語言|语种"),
    (
        Known::IssueDate,
        "颁发日期|發證日期|发证日期|签发日期|簽發日期|頒發日期|日期|發行日期",
    ),
    (
        Known::ExpiryDate,
        "有效期|有效期至|到期日期|到期日|失效日期|有效期限|有效日期",
    ),
    // Japanese
    (
        Known::FullName,
        "氏名|お名前|名前|受講者|受講者名|受講者氏名|フルネーム|参加者名|参加者氏名|氏名（漢字）",
    ),
    (Known::FamilyFirst, "氏|苗字|名字（姓）|せい"),
    (Known::Given, "下の名前|めい"),
    (
        Known::Email,
        "メール|メールアドレス|Eメール|電子メール|Ｅメールアドレス|メルアド",
    ),
    (Known::Language, "言語"),
    (Known::IssueDate, "発行日|交付日|授与日|日付|発行年月日|認定日"),
    (Known::ExpiryDate, "有効期限|失効日|期限"),
    // Korean
    (Known::FullName, "이름|성명|성함|참가자|수강생|수료자|참가자명|수강자"),
    (Known::FamilyFirst, "성"),
    (Known::Given, "이름(명)"),
    (Known::Email, "이메일|이메일 주소|전자우편|메일|메일주소"),
    (Known::Language, "언어"),
    (Known::IssueDate, "발급일|발행일|발급일자|날짜|수여일"),
    (Known::ExpiryDate, "만료일|유효기간|만기일|유효 기간"),
    // Indonesian, Malay, Filipino, Swahili, Yoruba
    (Known::Name, "Nama|Pangalan|Jina|Orúkọ"),
    (
        Known::FullName,
        "Nama lengkap|Nama penuh|Nama peserta|Peserta|Penerima|Buong pangalan|Kalahok|Jina kamili|Mshiriki|Orúkọ kíkún|Majina",
    ),
    (Known::Given, "Nama depan|Nama pertama|Unang pangalan|Jina la kwanza"),
    (Known::Middle, "Nama tengah|Gitnang pangalan|Jina la kati"),
    (
        Known::Family,
        "Nama belakang|Nama keluarga|Apelyido|Jina la ukoo|Jina la familia|Orúkọ ìdílé",
    ),
    (
        Known::Email,
        "Surel|Alamat email|Alamat surel|E-mel|Alamat e-mel|Emel|Barua pepe|Anwani ya barua pepe|Ímeèlì",
    ),
    (Known::Language, "Bahasa|Wika|Lugha|Èdè"),
    (
        Known::IssueDate,
        "Tanggal terbit|Tanggal|Tanggal penerbitan|Tarikh dikeluarkan|Tarikh|Petsa ng paglabas|Petsa|Tarehe ya kutolewa|Tarehe",
    ),
    (
        Known::ExpiryDate,
        "Tanggal kedaluwarsa|Berlaku hingga|Berlaku sampai|Tarikh tamat|Tarikh luput|Sah sehingga|Petsa ng pag-expire|Tarehe ya mwisho",
    ),
];

#[cfg(test)]
mod tests {
    use super::*;

    fn of(title: &str) -> Option<Known> {
        known(&fold::heading(title))
    }

    #[test]
    fn headings_of_many_languages_are_known() {
        for title in ["Name", "Nombre", "Nom", "Имя", "الاسم", "नाम", "Naam", "ชื่อ", "Jméno"] {
            assert_eq!(of(title), Some(Known::Name), "{title}");
        }
        for title in [
            "Full Name",
            "ФИО",
            "氏名",
            "姓名",
            "이름",
            "Họ và tên",
            "Ονοματεπώνυμο",
            "שם מלא",
            "Imię i nazwisko",
        ] {
            assert_eq!(of(title), Some(Known::FullName), "{title}");
        }
        for title in [
            "E-Mail-Adresse",
            "e_mail",
            "Электронная почта",
            "メールアドレス",
            "البريد الإلكتروني",
            "อีเมล",
            "이메일",
        ] {
            assert_eq!(of(title), Some(Known::Email), "{title}");
        }
        for title in ["Ausstellungsdatum", "发证日期", "Дата выдачи", "Issue_Date"] {
            assert_eq!(of(title), Some(Known::IssueDate), "{title}");
        }
        for title in ["gültig bis", "有効期限", "Válido hasta", "Expiry date"] {
            assert_eq!(of(title), Some(Known::ExpiryDate), "{title}");
        }
        for title in ["Grade", "Note", "Kurs", "", "Ort", "Phone"] {
            assert_eq!(of(title), None, "{title}");
        }
    }

    #[test]
    fn no_entry_folds_to_nothing() {
        for (_, words) in TABLE {
            for word in words.split('|') {
                assert!(!fold::heading(word).is_empty(), "{word}");
            }
        }
    }
}
