import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import java.io.*;
import java.nio.charset.StandardCharsets;
import java.nio.file.*;
import java.util.*;
import org.javarosa.core.model.*;
import org.javarosa.core.model.condition.EvaluationContext;
import org.javarosa.core.model.data.*;
import org.javarosa.core.model.data.helper.Selection;
import org.javarosa.core.model.instance.*;
import org.javarosa.core.reference.*;
import org.javarosa.form.api.*;
import org.javarosa.xform.util.XFormUtils;
import org.javarosa.xpath.XPathParseTool;
import org.javarosa.xpath.expr.XPathFuncExpr;

/**
 * Fills a form in JavaRosa, driven by the same steps as `goldaw form run` and answering with the same state lines:
 * `java -cp ODK_Validate.jar Driver.java FORM.xml [--quiet] < steps.jsonl`. A further step `{"eval": [path, expression]}`
 * answers `{"value": …}`. Files the form attaches are read from the form's folder.
 */
public class Driver {
    private final FormDef form;
    private final FormEntryModel model;
    private final FormEntryController controller;
    private final Map<String, FormIndex> indexes = new LinkedHashMap<>();
    private final Set<String> repeats = new TreeSet<>();
    private boolean quiet;

    Driver(Path file) throws Exception {
        form = XFormUtils.getFormFromInputStream(Files.newInputStream(file));
        model = new FormEntryModel(form);
        controller = new FormEntryController(model);
        form.initialize(true, new InstanceInitializationFactory());
    }

    public static void main(String[] arguments) throws Exception {
        Path file = Paths.get(arguments[0]);
        begin(file.toAbsolutePath().getParent());
        PrintStream out = new PrintStream(new FileOutputStream(FileDescriptor.out), true, StandardCharsets.UTF_8);
        long began = System.nanoTime();
        Driver driver;
        try {
            driver = new Driver(file);
        } catch (Exception refused) {
            out.println("{\"refused\":" + quoted(String.valueOf(refused.getMessage())) + "}");
            return;
        }
        double loaded = (System.nanoTime() - began) / 1e6;
        driver.quiet = Arrays.asList(arguments).contains("--quiet");
        driver.walk();
        out.println(driver.line(0, 0, null, ",\"load_ms\":" + loaded));
        BufferedReader in = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
        int number = 0;
        for (String line = in.readLine(); line != null; line = in.readLine()) {
            if (!line.isBlank()) {
                number++;
                out.println(driver.step(number, read(line)));
            }
        }
    }

    private static void begin(Path folder) {
        org.javarosa.core.services.PrototypeManager.registerPrototypes(org.javarosa.core.util.JavaRosaCoreModule.classNames);
        org.javarosa.core.services.PrototypeManager.registerPrototypes(CoreModelModule.classNames);
        org.javarosa.core.services.PropertyManager.setPropertyManager(new org.opendatakit.validate.StubPropertyManager());
        new org.javarosa.model.xform.XFormsModule().registerModule();
        ReferenceManager.instance().addReferenceFactory(new PrefixedRootFactory(new String[] {"file-csv/", "file/"}) {
            @Override
            protected Reference factory(String name, String uri) {
                return new Attached(folder.resolve(name.replaceFirst("^/+", "")), uri);
            }
        });
    }

    /** A file beside the form. */
    private record Attached(Path path, String uri) implements Reference {
        public boolean doesBinaryExist() { return Files.exists(path); }
        public InputStream getStream() throws IOException { return Files.newInputStream(path); }
        public String getURI() { return uri; }
        public String getLocalURI() { return path.toString(); }
        public boolean isReadOnly() { return true; }
        public OutputStream getOutputStream() throws IOException { throw new IOException("read-only"); }
        public void remove() throws IOException { throw new IOException("read-only"); }
        public Reference[] probeAlternativeReferences() { return new Reference[0]; }
    }

    // -- steps --------------------------------------------------------------------------------------------------

    private String step(int number, Map<String, Object> step) {
        long began = System.nanoTime();
        String error = null;
        try {
            if (step.containsKey("eval")) {
                List<?> asked = (List<?>) step.get("eval");
                return "{\"step\":" + number + ",\"value\":" + quoted(evaluate((String) asked.get(0), (String) asked.get(1))) + "}";
            }
            began = act(step);
        } catch (Exception failed) {
            error = failed.getClass().getSimpleName() + ": " + failed.getMessage();
        }
        double took = (System.nanoTime() - began) / 1e6;
        try {
            if (!quiet) walk();
        } catch (RuntimeException failed) {
            error = failed.getClass().getSimpleName() + ": " + failed.getMessage();
        }
        return line(number, took, error, "");
    }

    /** Do one step; return the moment its work proper began, after the question was found. */
    private long act(Map<String, Object> step) throws Exception {
        if (step.containsKey("language")) {
            long began = System.nanoTime();
            controller.setLanguage((String) step.get("language"));
            return began;
        }
        if (step.containsKey("set")) {
            List<?> pair = (List<?>) step.get("set");
            FormIndex index = index((String) pair.get(0));
            long began = System.nanoTime(); // who answers has the choices before him
            IAnswerData data = data(index, (String) pair.get(1));
            if (controller.answerQuestion(index, data, true) != FormEntryController.ANSWER_OK) {
                controller.saveAnswer(index, data, true);
            }
            return began;
        }
        if (step.containsKey("add")) {
            String path = (String) step.get("add");
            FormIndex index = index(path + "#new");
            long began = System.nanoTime();
            controller.newRepeat(index);
            return began;
        }
        List<?> pair = (List<?>) step.get("remove");
        FormIndex index = index(pair.get(0) + "[" + (((Number) pair.get(1)).intValue() + 1) + "]");
        long began = System.nanoTime();
        controller.deleteRepeat(index);
        return began;
    }

    private FormIndex index(String path) {
        if (!indexes.containsKey(path)) walk();
        FormIndex found = indexes.get(path);
        if (found == null) throw new IllegalArgumentException("no such place: " + path);
        return found;
    }

    private IAnswerData data(FormIndex index, String text) {
        if (text.isEmpty()) return null;
        FormEntryPrompt prompt = model.getQuestionPrompt(index);
        int control = prompt.getControlType();
        if (control == Constants.CONTROL_SELECT_ONE) {
            for (SelectChoice choice : prompt.getSelectChoices()) {
                if (choice.getValue().equals(text)) return new SelectOneData(choice.selection());
            }
            return null;
        }
        if (control == Constants.CONTROL_SELECT_MULTI || control == Constants.CONTROL_RANK) {
            List<Selection> chosen = new ArrayList<>();
            List<String> wanted = Arrays.asList(text.split(" "));
            if (control == Constants.CONTROL_RANK) {
                for (String code : wanted) {
                    for (SelectChoice choice : prompt.getSelectChoices()) if (choice.getValue().equals(code)) chosen.add(choice.selection());
                }
            } else {
                for (SelectChoice choice : prompt.getSelectChoices()) if (wanted.contains(choice.getValue())) chosen.add(choice.selection());
            }
            return chosen.isEmpty() ? null : new SelectMultiData(chosen);
        }
        return AnswerDataFactory.templateByDataType(prompt.getDataType()).cast(new UncastData(text));
    }

    private String evaluate(String path, String expression) {
        try {
            EvaluationContext context = new EvaluationContext(form.getEvaluationContext(), node(path).getRef());
            Object value = XPathFuncExpr.unpack(XPathParseTool.parseXPath(expression).eval(form.getMainInstance(), context));
            return value.getClass().getSimpleName().charAt(0) + ":" + XPathFuncExpr.toString(value);
        } catch (Exception failed) {
            return "!:" + failed.getClass().getSimpleName() + ": " + failed.getMessage();
        } catch (StackOverflowError deep) {
            return "!:too deep";
        }
    }

    private TreeElement node(String path) {
        TreeElement at = form.getMainInstance().getRoot();
        for (String step : path.substring(1).split("/")) {
            if (step.equals(at.getName()) && at.getParent() == null || at == form.getMainInstance().getRoot() && step.equals(at.getName())) continue;
            int bracket = step.indexOf('[');
            String name = bracket < 0 ? step : step.substring(0, bracket);
            at = at.getChild(name, bracket < 0 ? 0 : Integer.parseInt(step.substring(bracket + 1, step.length() - 1)) - 1);
        }
        return at;
    }

    // -- the state ----------------------------------------------------------------------------------------------

    /** Go through the form once, as a person would: counted repeats come into being when they are reached. */
    private void walk() {
        indexes.clear();
        FormIndex index = FormIndex.createBeginningOfFormIndex();
        controller.jumpToIndex(index);
        for (int event = controller.stepToNextEvent(); event != FormEntryController.EVENT_END_OF_FORM; event = controller.stepToNextEvent()) {
            index = model.getFormIndex();
            String path = path(index.getReference());
            if (event == FormEntryController.EVENT_PROMPT_NEW_REPEAT) {
                String open = path.substring(0, path.lastIndexOf('['));
                indexes.put(open + "#new", index);
                repeats.add(open);
            } else {
                indexes.put(path, index);
                if (event == FormEntryController.EVENT_QUESTION) open(index);
            }
        }
    }

    /** Open a question as a person would: only then does JavaRosa let go of an answer that is no longer offered. */
    private void open(FormIndex index) {
        int control = model.getQuestionPrompt(index).getControlType();
        if (control == Constants.CONTROL_SELECT_ONE || control == Constants.CONTROL_SELECT_MULTI || control == Constants.CONTROL_RANK) {
            try {
                model.getQuestionPrompt(index).getSelectChoices();
            } catch (RuntimeException unreadable) {
                return; // said again where the choices are shown
            }
        }
    }

    /** Return a reference as people write it: repeat instances numbered from 1, nothing else numbered. */
    private String path(TreeReference reference) {
        StringBuilder path = new StringBuilder();
        TreeReference generic = new TreeReference();
        for (int level = 0; level < reference.size(); level++) {
            path.append('/').append(reference.getName(level));
            int place = reference.getMultiplicity(level);
            TreeReference up = reference.getSubReference(level);
            TreeElement template = form.getMainInstance().getTemplatePath(up);
            if (template != null && template.isRepeatable() && place >= 0) path.append('[').append(place + 1).append(']');
        }
        return path.toString();
    }

    private String line(int number, double took, String error, String more) {
        StringBuilder line = new StringBuilder();
        line.append("{\"step\":").append(number).append(",\"ms\":").append(took).append(",\"error\":").append(quoted(error)).append(more);
        if (!quiet) {
            Map<String, String> nodes = new LinkedHashMap<>();
            TreeElement root = form.getMainInstance().getRoot();
            collect(root, "/" + root.getName(), nodes);
            line.append(",\"nodes\":{");
            String comma = "";
            for (Map.Entry<String, String> node : nodes.entrySet()) {
                line.append(comma).append(quoted(node.getKey())).append(':').append(node.getValue());
                comma = ",";
            }
            line.append('}');
        }
        return line.append('}').toString();
    }

    private void collect(TreeElement element, String path, Map<String, String> nodes) {
        StringBuilder node = new StringBuilder("{\"relevant\":").append(element.isRelevant());
        node.append(",\"readonly\":").append(!element.isEnabled()).append(",\"required\":").append(element.isRequired());
        FormIndex index = indexes.get(path);
        if (element.getNumChildren() == 0) node.append(",\"value\":").append(quoted(text(element)));
        if (index != null) describe(index, node);
        nodes.put(path, node.append('}').toString());
        Map<String, Integer> counts = new LinkedHashMap<>();
        for (int i = 0; i < element.getNumChildren(); i++) {
            TreeElement child = element.getChildAt(i);
            if (child.getMult() == TreeReference.INDEX_TEMPLATE) {
                counts.putIfAbsent(child.getName(), 0);
                continue;
            }
            String inner = path + "/" + child.getName();
            if (child.isRepeatable()) {
                int place = counts.merge(child.getName(), 1, Integer::sum);
                inner += "[" + place + "]";
            }
            collect(child, inner, nodes);
        }
        for (Map.Entry<String, Integer> count : counts.entrySet()) {
            nodes.put(path + "/" + count.getKey() + "#count", "{\"value\":" + quoted(count.getValue().toString()) + "}");
        }
    }

    private void describe(FormIndex index, StringBuilder node) {
        int event = model.getEvent(index);
        if (event != FormEntryController.EVENT_QUESTION) return;
        try {
            FormEntryPrompt prompt = model.getQuestionPrompt(index);
            node.append(",\"label\":").append(quoted(prompt.getLongText()));
            int control = prompt.getControlType();
            if (control == Constants.CONTROL_SELECT_ONE || control == Constants.CONTROL_SELECT_MULTI || control == Constants.CONTROL_RANK) {
                StringBuilder options = new StringBuilder();
                for (SelectChoice choice : prompt.getSelectChoices()) {
                    options.append(options.length() == 0 ? "" : ",").append('[').append(quoted(choice.getValue())).append(',');
                    options.append(quoted(prompt.getSelectChoiceText(choice))).append(']');
                }
                node.append(",\"options\":[").append(options).append(']');
            }
        } catch (RuntimeException failed) {
            node.append(",\"trouble\":").append(quoted(failed.toString()));
        }
    }

    private static String text(TreeElement element) {
        IAnswerData value = element.getValue();
        if (value == null) return "";
        try {
            return value.uncast().getString();
        } catch (RuntimeException unwritten) {
            return value.getDisplayText();
        }
    }

    // -- JSON ---------------------------------------------------------------------------------------------------

    private static Map<String, Object> read(String line) throws IOException {
        try (JsonParser parser = new JsonFactory().createParser(line)) {
            parser.nextToken();
            @SuppressWarnings("unchecked")
            Map<String, Object> step = (Map<String, Object>) value(parser);
            return step;
        }
    }

    private static Object value(JsonParser parser) throws IOException {
        JsonToken token = parser.currentToken();
        if (token == JsonToken.START_OBJECT) {
            Map<String, Object> found = new LinkedHashMap<>();
            while (parser.nextToken() != JsonToken.END_OBJECT) {
                String name = parser.getCurrentName();
                parser.nextToken();
                found.put(name, value(parser));
            }
            return found;
        }
        if (token == JsonToken.START_ARRAY) {
            List<Object> found = new ArrayList<>();
            while (parser.nextToken() != JsonToken.END_ARRAY) found.add(value(parser));
            return found;
        }
        return token.isNumeric() ? parser.getNumberValue() : parser.getText();
    }

    private static String quoted(String text) {
        if (text == null) return "null";
        StringWriter written = new StringWriter();
        try (JsonGenerator generator = new JsonFactory().createGenerator(written)) {
            generator.writeString(text);
        } catch (IOException impossible) {
            throw new UncheckedIOException(impossible);
        }
        return written.toString();
    }
}
