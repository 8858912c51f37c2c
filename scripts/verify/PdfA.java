import java.io.File;
import java.util.Map;
import java.util.TreeMap;
import org.verapdf.gf.foundry.VeraGreenfieldFoundryProvider;
import org.verapdf.pdfa.Foundries;
import org.verapdf.pdfa.PDFAParser;
import org.verapdf.pdfa.PDFAValidator;
import org.verapdf.pdfa.flavours.PDFAFlavour;
import org.verapdf.pdfa.results.TestAssertion;
import org.verapdf.pdfa.results.ValidationResult;

/**
 * Asks veraPDF about files: {@code PdfA FLAVOUR FILE…}, where the flavour is written {@code 2u}.
 *
 * <p>Prints a line for each file that is not compliant with the clauses it breaks, then a line of counts. Exits with 0
 * when every file is compliant, with 1 otherwise.
 */
public final class PdfA {
    public static void main(String[] arguments) {
        VeraGreenfieldFoundryProvider.initialise();
        PDFAFlavour flavour = PDFAFlavour.fromString(arguments[0]);
        int compliant = 0;
        for (int i = 1; i < arguments.length; i++) {
            String fault = fault(new File(arguments[i]), flavour);
            if (fault.isEmpty()) {
                compliant++;
            } else {
                System.out.println(arguments[i] + ": " + fault);
            }
        }
        int all = arguments.length - 1;
        System.out.println(compliant + " of " + all + " compliant with PDF/A-" + arguments[0]);
        System.exit(all > 0 && compliant == all ? 0 : 1);
    }

    /** What is wrong with a file, with an example of each broken clause; empty when nothing is. */
    private static String fault(File file, PDFAFlavour flavour) {
        try (PDFAParser parser = Foundries.defaultInstance().createParser(file, flavour);
                PDFAValidator validator = Foundries.defaultInstance().createValidator(flavour, false)) {
            ValidationResult result = validator.validate(parser);
            if (result.isCompliant()) {
                return "";
            }
            Map<String, String> broken = new TreeMap<>();
            for (TestAssertion assertion : result.getTestAssertions()) {
                if (assertion.getStatus() == TestAssertion.Status.FAILED) {
                    broken.putIfAbsent(assertion.getRuleId().getClause(), assertion.getMessage());
                }
            }
            return broken.toString();
        } catch (Exception error) {
            return error.toString();
        }
    }
}
